//! What may stand on the command line.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::desk::{self, LONGEST_LIFE_MINUTES};
use crate::session::novice::{MapWhen, RouterChoice};
use crate::vocabulary::Economy;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Ask someone you trust for help with your computer, or help someone with theirs.
///
/// Without a command the window opens. The commands do the same jobs for scripts, for terminals, and for computers
/// without a desktop. What they print and the numbers they end with are described in docs/terminal.md.
#[derive(Debug, Parser)]
#[command(
    name = "lifeline",
    version,
    args_conflicts_with_subcommands = true,
    max_term_width = 100
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Verb>,
    /// An invitation (.msrcIncident) to open in the window.
    pub file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Ask for help: make an invitation and wait for your helper.
    Ask(AskArguments),
    /// Help someone: open the invitation that they sent you.
    Open(Open),
    /// Find out whether your helper can reach this computer, and what to do if not.
    Doctor(Doctor),
    /// Offer help to a computer whose person did not ask: you must be on its list of helpers.
    Offer(Offer),
    /// Wait for helpers who offer their help; each of them is asked about as ever.
    Wait(WaitArguments),
    /// Your own key as a helper, and who may offer help to this computer.
    #[command(subcommand)]
    Helper(HelperCommand),
    /// Try both halves on this one computer, on a practice screen.
    Try(Try),
    /// What happened on this computer: who helped and was helped, when, and what was allowed.
    History {
        /// One JSON object a line, the oldest first.
        #[arg(long)]
        json: bool,
    },
    /// The rules of this computer: what holds and who decided it, and the files that administrators need.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Delete what this program keeps of you: your keys, the history, your settings. It asks first.
    Forget {
        /// Only the entry that starts it with your session, without a question.
        #[arg(long)]
        autostart: bool,
    },
    /// Print what makes your shell complete these commands: lifeline completions bash >> ~/.bash_completion
    Completions {
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print this manual as a page for man.
    Man {
        /// Write the pages of all commands into this folder instead.
        folder: Option<PathBuf>,
    },
    /// The practice screen's own window, which `lifeline try` starts.
    #[command(hide = true)]
    PracticeWindow,
    /// The window that says that the one before was closed by something else, while its person was helped.
    #[command(hide = true)]
    WindowGone,
    /// Lets go of what another process of this program holds when that one no longer can.
    #[command(hide = true)]
    WatchInput {
        owner: u32,
        process: u32,
        display: Option<String>,
    },
    /// Sets the engine of the input method again whose place another process of this program took, when that one no longer
    /// can.
    #[command(hide = true)]
    WatchEngine {
        process: u32,
        connection: String,
        engine: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// Every setting with its value, and who decided it: default, user or machine.
    Show {
        #[arg(long)]
        json: bool,
    },
    /// Whether a policy file is right; otherwise the line and the value that are not.
    Check {
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    /// Take the settings of a Windows answer file (unattend.xml) into the policy of this computer. Needs an
    /// administrator.
    Import {
        file: PathBuf,
        /// Into this policy file instead.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
        #[arg(long)]
        json: bool,
    },
    /// Print the JSON schema of policy files, or what Group Policy and macOS need.
    Schema {
        #[arg(long, value_enum, default_value_t = Format::Json)]
        format: Format,
    },
    /// Let the users of this computer ask for help, or none of them. Needs an administrator.
    Asking {
        #[arg(value_enum)]
        state: Switch,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The JSON schema.
    Json,
    /// Group Policy's template.
    Admx,
    /// The English texts of that template.
    Adml,
    /// A configuration profile.
    Macos,
    /// The table of docs/policy.md.
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    On,
    Off,
}

#[derive(Debug, Args)]
pub struct AskArguments {
    /// Show the choices in the window first; nothing is made before you say so there.
    #[arg(long, exclusive = true)]
    pub choose: bool,
    /// Save the invitation in this file (usually NAME.msrcIncident).
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// Write a mail, to this address, with the invitation attached, in your own mail program.
    #[arg(long, value_name = "ADDRESS")]
    pub mail: Option<Option<String>>,
    /// Print the invitation as text, to be copied into a chat; the window puts it on the clipboard.
    #[arg(long)]
    pub text: bool,
    /// How long the invitation is valid, in minutes.
    #[arg(long, value_name = "N", default_value_t = 360, value_parser = clap::value_parser!(u32).range(1..=MAX_MINUTES))]
    pub minutes: u32,
    /// Listen on this TCP port; 0 is any free one. Without this: 3389, or a free one if it is taken.
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Listen on this address of this computer only.
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<IpAddr>,
    #[command(flatten)]
    pub router: RouterUse,
    /// Take the password from the first line of this file instead of making one.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Your helper may see the screen, but never ask for control.
    #[arg(long)]
    pub view_only: bool,
    /// Also accept helpers with an older Windows, whose connections are weakly protected.
    #[arg(long)]
    pub older_windows: bool,
    /// What to give up for a slow network.
    #[arg(long, value_name = "HOW", value_enum, default_value_t = BandwidthArgument::Full)]
    pub bandwidth: BandwidthArgument,
    /// Ask and answer on this terminal instead of in a window.
    #[arg(long)]
    pub terminal: bool,
}

/// Each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BandwidthArgument {
    /// Nothing: the screen as it is.
    Full,
    /// Windows are not shown while they are dragged or scrolled, but a few times a second and where they come to rest.
    NoDrag,
    /// And the desktop's background is one colour.
    NoBackground,
    /// And colours have 16 bits.
    Lowest,
}

impl BandwidthArgument {
    pub fn economy(self) -> Economy {
        match self {
            Self::Full => Economy::Full,
            Self::NoDrag => Economy::NoDrag,
            Self::NoBackground => Economy::NoBackground,
            Self::Lowest => Economy::Lowest,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WhenMapped {
    Trusted,
    Always,
    Never,
}

/// The window offers no more either, and a policy may allow less.
const MAX_MINUTES: i64 = LONGEST_LIFE_MINUTES as i64;

impl AskArguments {
    pub fn life(&self) -> Duration {
        Duration::from_secs(u64::from(self.minutes) * 60)
    }
}

/// What the router is asked for.
#[derive(Debug, Args)]
pub struct RouterUse {
    /// Whether to ask the router (UPnP) to let the other one in: unless your system calls this network public, always,
    /// or never.
    #[arg(long = "router", value_name = "WHEN", value_enum, default_value_t = WhenMapped::Trusted)]
    pub when: WhenMapped,
    /// The port that the router lets them in at. Without this a random one: 3389 is the most scanned port there is.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub external_port: Option<u16>,
}

impl RouterUse {
    pub fn choice(&self) -> RouterChoice {
        RouterChoice {
            when: match self.when {
                WhenMapped::Trusted => MapWhen::Trusted,
                WhenMapped::Always => MapWhen::Always,
                WhenMapped::Never => MapWhen::Never,
            },
            external_port: self.external_port,
        }
    }
}

#[derive(Debug, Args)]
pub struct Open {
    /// The invitation; - reads it from standard input. Without it the window asks where it is.
    pub file: Option<PathBuf>,
    /// Take the password from the first line of this file. Without this it is asked for.
    #[arg(long, value_name = "FILE", requires = "file")]
    pub password_file: Option<PathBuf>,
    /// Your name, as the person you help will read it.
    #[arg(long, value_name = "NAME", requires = "file")]
    pub name: Option<String>,
    /// Try this address before those of the invitation (a tunnel, a forwarded port).
    #[arg(long, value_name = "HOST:PORT", value_parser = host_and_port, requires = "file")]
    pub address: Option<(String, u16)>,
    /// They cannot be reached: listen for them instead, and print a reply that you send them to connect to you.
    #[arg(long, conflicts_with = "address", requires = "file")]
    pub wait_for_novice: bool,
    /// With --wait-for-novice: listen on this TCP port. Without this any free one.
    #[arg(long, value_name = "N", requires = "wait_for_novice")]
    pub port: Option<u16>,
    /// With --wait-for-novice: listen on this address of this computer only.
    #[arg(long, value_name = "ADDRESS", requires = "wait_for_novice")]
    pub listen: Option<IpAddr>,
    #[command(flatten)]
    pub router: RouterUse,
    /// Work on this terminal instead of in a window.
    #[arg(long, requires = "file")]
    pub terminal: bool,
    /// Leave what was last seen in this PNG file.
    #[arg(long, value_name = "FILE.png", requires = "file")]
    pub snapshot: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Doctor {
    /// The TCP port that an invitation would listen on. Without this: 3389, or a free one if it is taken.
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    #[command(flatten)]
    pub router: RouterUse,
    /// Print one JSON document instead of lines.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Offer {
    /// The computer, by name or address. The port where it is none of 3389 to 3393, which are tried. Without it the
    /// window asks.
    #[arg(value_name = "HOST[:PORT]", value_parser = computer)]
    pub computer: Option<(String, u16)>,
    /// What you call yourself; shown beside the name that your key has there.
    #[arg(long, value_name = "NAME", requires = "computer")]
    pub name: Option<String>,
    /// Work on this terminal instead of in a window.
    #[arg(long, requires = "computer")]
    pub terminal: bool,
    /// Leave what was last seen in this PNG file.
    #[arg(long, value_name = "FILE.png", requires = "computer")]
    pub snapshot: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct WaitArguments {
    /// Wait on this TCP port; 0 is any free one. Without this: what the settings say, or the first of 3389 to 3393 that
    /// is free, all of which helpers try.
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Listen on this address of this computer only.
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<IpAddr>,
    /// Ask and answer on this terminal instead of in a window.
    #[arg(long)]
    pub terminal: bool,
    /// Wait without a window until somebody comes; a sign in the desktop's tray says so.
    #[arg(long, conflicts_with = "terminal")]
    pub background: bool,
}

#[derive(Debug, Subcommand)]
pub enum HelperCommand {
    /// The short text that names your key: whoever you help puts it on their list.
    ShowKey {
        #[arg(long)]
        json: bool,
    },
    /// Who may offer help to this computer, and who decided it.
    List {
        #[arg(long)]
        json: bool,
    },
    /// Let somebody offer help, by the key that they gave you.
    Add {
        /// The key as `lifeline helper show-key` prints it there (blanks, dashes and capital letters do not matter),
        /// and after it the name that you will read when they offer help.
        #[arg(value_names = ["KEY", "NAME"], num_args = 2.., required = true)]
        key_and_name: Vec<String>,
        /// For every user of this computer; needs an administrator.
        #[arg(long)]
        machine: bool,
        #[arg(long)]
        json: bool,
    },
    /// Take somebody off the list.
    Remove {
        /// Their key, or their name as the list has it.
        key_or_name: String,
        /// For every user of this computer; needs an administrator.
        #[arg(long)]
        machine: bool,
        #[arg(long)]
        json: bool,
    },
    /// Whether listed helpers may offer help: not at all, to look, or to look and ask for control. Without a word: what
    /// holds.
    Offers {
        #[arg(value_enum)]
        allowed: Option<OffersAllowed>,
        #[arg(long)]
        json: bool,
    },
    /// Forget a computer that you offered help to: its words are compared again next time.
    Forget {
        #[arg(value_name = "HOST[:PORT]", value_parser = computer)]
        computer: (String, u16),
        #[arg(long)]
        json: bool,
    },
    /// Print a request to your organisation's certificate authority, to put its name under your key.
    RequestCertificate {
        /// Your name, as the authority shall certify it.
        name: String,
    },
    /// Take the certificate that the authority made (PEM), those between it and the authority after it.
    UseCertificate { file: PathBuf },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OffersAllowed {
    Off,
    View,
    Control,
}

#[derive(Debug, Args)]
pub struct Try {
    /// Answer both questions with yes. Only the practice screen is shown, and only to this program itself.
    #[arg(long)]
    pub yes: bool,
    /// Ask and answer on this terminal instead of in a window.
    #[arg(long)]
    pub terminal: bool,
    /// The private directory of this practice; made by the program itself.
    #[arg(long, hide = true)]
    pub inside: Option<PathBuf>,
}

fn computer(text: &str) -> Result<(String, u16), String> {
    desk::computer(text).map_err(|problem| problem.why)
}

fn host_and_port(text: &str) -> Result<(String, u16), String> {
    desk::computer_and_port(text).map_err(|problem| format!("{} {}", problem.why, problem.remedy))
}
