//! Who uses the program, as the system says it: an environment variable would be anybody's to set.

/// A user and their groups, each by name and by number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Who {
    names: Vec<String>,
    groups: Vec<String>,
}

impl Who {
    /// A user of this name in these groups; for tests.
    #[must_use]
    pub fn named(name: &str, groups: &[&str]) -> Self {
        Self {
            names: vec![name.to_owned()],
            groups: groups.iter().map(|&group| group.to_owned()).collect(),
        }
    }

    #[cfg(target_os = "macos")]
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.names.iter().any(|own| own == name)
    }

    pub(super) fn is_in(&self, group: &str) -> bool {
        self.groups.iter().any(|own| own == group)
    }

    /// The user of this process. An error says that the system could not tell.
    #[cfg(unix)]
    pub(super) fn of_this_process() -> Result<Self, String> {
        let uid = uzers::get_effective_uid();
        // "Not there" and "could not be looked up" look alike: whoever may be named by rules must be known by name.
        let user = uzers::get_user_by_uid(uid).ok_or_else(|| format!("the system has no name for the user {uid}"))?;
        let groups = user
            .groups()
            .ok_or_else(|| format!("the groups of the user {uid} cannot be looked up"))?;
        let of_process =
            uzers::group_access_list().map_err(|error| format!("the groups cannot be looked up: {error}"))?;
        let name = |name: &std::ffi::OsStr| name.to_string_lossy().into_owned();
        Ok(Self {
            names: vec![uid.to_string(), name(user.name())],
            groups: groups
                .iter()
                .chain(&of_process)
                .flat_map(|group| [group.gid().to_string(), name(group.name())])
                .collect(),
        })
    }

    /// Group Policy itself aims at users and groups there: nothing is left to choose by name.
    #[cfg(not(unix))]
    pub(super) fn of_this_process() -> Result<Self, String> {
        Ok(Self::default())
    }
}
