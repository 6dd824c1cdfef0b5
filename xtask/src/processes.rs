//! Programs that are started for a while and must never outlive the one that started them.

use std::io;
use std::process::{Child, Command, Stdio};

/// A running program, with everything it started. All of it is killed when this is dropped, and also when
/// the program that holds it dies in any other way.
///
/// The program leads a process group of its own. A second, tiny process waits on a pipe that only the
/// holder has open: when the pipe closes, for whatever reason, it kills the group.
#[derive(Debug)]
pub struct Guarded {
    child: Child,
    #[cfg(unix)]
    guard: Child,
}

impl Guarded {
    /// Starts `command` under guard.
    ///
    /// # Errors
    /// When the program, or on Unix `sh`, cannot be started.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            let mut child = command.process_group(0).spawn()?;
            let guard = Command::new("sh")
                .args(["-c", r#"cat >/dev/null; kill -s KILL -- "-$1""#, "guard"])
                .arg(child.id().to_string())
                .process_group(0)
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn();
            match guard {
                Ok(guard) => Ok(Self { child, guard }),
                Err(error) => {
                    child.kill()?;
                    child.wait()?;
                    Err(error)
                }
            }
        }
        #[cfg(not(unix))]
        Ok(Self {
            child: command.stdin(Stdio::null()).spawn()?,
        })
    }

    /// The program itself, to read its output or to ask whether it ended.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // Nothing can be done about a program that has ended by itself, so no result here matters.
        #[cfg(unix)]
        {
            drop(self.guard.stdin.take());
            let _ = self.guard.wait();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether a program of this name is on the `PATH`.
pub fn is_installed(program: &str) -> bool {
    find(program).is_some()
}

/// The first file of this name on the `PATH`.
fn find(program: &str) -> Option<std::path::PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .flat_map(|folder| [folder.join(program), folder.join(format!("{program}.exe"))])
        .find(|file| file.is_file())
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::path::Path;
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn what_a_guarded_program_started_ends_with_it() {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "sleep 600 & echo $!; wait"])
            .stdout(Stdio::piped());
        let mut guarded = Guarded::start(&mut shell).expect("sh starts");
        let output = guarded.child().stdout.take().expect("the output is a pipe");
        let mut line = String::new();
        BufReader::new(output)
            .read_line(&mut line)
            .expect("the shell says the number of its child");
        let grandchild = Path::new("/proc").join(line.trim());
        if !Path::new("/proc/self").exists() {
            println!("skipped: this system has no /proc to see processes in");
            return;
        }
        assert!(grandchild.exists(), "the grandchild runs while it is guarded");
        drop(guarded);
        let deadline = Instant::now() + Duration::from_secs(10);
        while is_running(&grandchild) {
            assert!(Instant::now() < deadline, "the grandchild outlived its guard");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// A process that has ended stays as a zombie until its new parent, perhaps a slow one, collects it.
    fn is_running(process: &Path) -> bool {
        std::fs::read_to_string(process.join("stat")).is_ok_and(|stat| !stat.contains(") Z "))
    }

    #[test]
    fn programs_are_found_by_name() {
        assert!(is_installed("sh"), "every Unix has sh");
        assert!(
            !is_installed("no-such-program-anywhere"),
            "this one does not exist"
        );
    }
}
