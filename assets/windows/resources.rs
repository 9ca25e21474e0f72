//! What the program file carries on Windows: the icons, which Explorer and the type of invitations show, the version,
//! and the manifest, which says to Windows how the program wants to be run.

use std::{env, io};

const ICONS: [(&str, &str); 2] = [("1", "lifeline.ico"), ("2", "invitation.ico")];
const MANIFEST: &str = "lifeline.exe.manifest";

/// Has them compiled (MinGW's `windres`, or Microsoft's `rc`) and linked with the program. For other systems it does
/// nothing.
///
/// # Errors
/// The compiler of resources is missing or takes them not.
pub fn embed() -> io::Result<()> {
    if env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return Ok(());
    }
    let folder = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let file = |name: &str| {
        println!("cargo::rerun-if-changed=assets/windows/{name}");
        format!("{folder}/assets/windows/{name}")
    };
    let mut resources = winresource::WindowsResource::new();
    for (id, icon) in ICONS {
        resources.set_icon_with_id(&file(icon), id);
    }
    resources
        .set_manifest_file(&file(MANIFEST))
        // The name by which Windows calls the program: in its questions about rights and about the firewall, too.
        .set("FileDescription", "Lifeline")
        .set("ProductName", "Lifeline")
        .set("InternalName", "lifeline")
        .set("OriginalFilename", "lifeline.exe")
        .set("LegalCopyright", "2026, The Lifeline developers")
        .compile_for("lifeline")
}
