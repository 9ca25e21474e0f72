//! What stands between Lifeline and the bus of a KDE session whose KWin has no graphics device, and so shares no picture:
//! `between.py` puts the test's own picture in its place. All else is KDE's own.

use std::path::PathBuf;
use std::process::Command;

use super::super::display::Picture;
use super::super::pair::{Home, Novice};
use super::super::program::Program;
use super::super::test_screen::TestScreen;
use super::desktop::{BUS, Desktop};

pub const SIZE: (u16, u16) = (1280, 720);

pub struct Between {
    socket: PathBuf,
    /// What a session that is for seeing sees.
    pub view: TestScreen,
    /// The same of one for mouse and keyboard.
    pub control: TestScreen,
    _program: Program,
}

impl Between {
    pub fn start(desktop: &Desktop) -> Self {
        let [view, control] = [(); 2].map(|()| TestScreen::start(desktop.outside(&desktop.in_runtime("pipewire-0"))));
        let socket = desktop.path("between");
        let numbers = [view.node, control.node, SIZE.0.into(), SIZE.1.into()];
        let mut command = desktop.command("/usr/bin/python3");
        command
            .arg(desktop.path("between.py"))
            .arg(&socket)
            .arg(desktop.in_runtime("pipewire-0"))
            .args(numbers.map(|number| number.to_string()));
        let mut program = Program::start("what stands between", command);
        program.expect("ready");
        Self {
            socket,
            view,
            control,
            _program: program,
        }
    }

    /// A picture of the monitor's size.
    pub fn picture(seed: u32) -> Picture {
        Picture::known(SIZE.0, SIZE.1, seed)
    }

    /// The address of the bus for Lifeline.
    pub fn address(&self) -> String {
        format!("unix:path={}", self.socket.display())
    }

    /// Lifeline as installed there, with a home.
    pub fn lifeline(&self, desktop: &Desktop, home: &Home) -> Command {
        desktop.lifeline_with(home, &[(BUS.into(), self.address().into())])
    }

    /// The person there asks for help on the terminal.
    pub fn novice(&self, desktop: &Desktop) -> Novice {
        let home = desktop.home();
        let command = self.lifeline(desktop, &home);
        Novice::ask_by(home, command, &[])
    }
}
