//! Brings what a task needs: system packages where apt may be used, else a sentence that says what to
//! install; and a look at Node's version.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use xtask::processes::is_installed;

use crate::succeed;

/// What a task is going to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Build the programs and open a window on the user's screen.
    Window,
    /// The same on a virtual display, with a screenshot.
    Screenshot,
    /// Everything, with tests that drive the window.
    Tests,
    /// Build packages, and try one on a bare system.
    Package,
}

/// To compile the programs: a C compiler for SQLite and the tokenizer, and the system's web view.
const TO_BUILD: [&str; 3] = ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];
/// To open the window where there is no screen, and to see it.
const WITHOUT_SCREEN: [&str; 3] = ["xvfb", "xauth", "imagemagick"];
/// To drive the window and a client's browser, to drag files, and to look at printed pages.
const TO_DRIVE: [&str; 7] = [
    "webkit2gtk-driver",
    "chromium",
    "chromium-driver",
    "xdotool",
    "python3-gi",
    "gir1.2-gtk-3.0",
    "poppler-utils",
];
/// To make packages, and to make a system on which one is tried.
const TO_PACK: [&str; 5] = [
    "dpkg-dev",
    "rpm",
    "desktop-file-utils",
    "appstream",
    "debootstrap",
];

/// Installs the system packages that are missing, where apt is there and may be used.
///
/// # Errors
/// When something is missing and cannot be installed from here; the error says by which command it can.
pub fn system_packages(purpose: Purpose) -> Result<()> {
    if !cfg!(target_os = "linux") {
        // macOS and Windows bring a web view; their compilers come with Rust.
        return Ok(());
    }
    if is_installed("apt-get") && is_installed("dpkg-query") {
        by_apt(purpose)
    } else {
        by_hand(purpose)
    }
}

fn by_apt(purpose: Purpose) -> Result<()> {
    let mut wanted = TO_BUILD.to_vec();
    if purpose != Purpose::Window {
        wanted.extend(WITHOUT_SCREEN);
    }
    if purpose == Purpose::Tests {
        wanted.extend(TO_DRIVE);
    }
    if purpose == Purpose::Package {
        wanted.extend(TO_PACK);
    }
    let missing: Vec<&str> = wanted
        .into_iter()
        .filter(|package| !has_package(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let install = format!("apt-get install -y --no-install-recommends {}", missing.join(" "));
    let Some(before) = administrator() else {
        bail!(
            "system packages are missing, and installing them needs a password. Please run\n\n    \
             sudo apt-get update && sudo {install}\n\nand then this command again"
        );
    };
    println!("Installing system packages: {}", missing.join(" "));
    let apt = |arguments: &[&str]| {
        let words: Vec<&str> = before
            .iter()
            .copied()
            .chain(["apt-get"])
            .chain(arguments.iter().copied())
            .collect();
        succeed(
            Command::new(words[0])
                .args(&words[1..])
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    };
    apt(&["update", "-qq"])?;
    let options = ["install", "-y", "-qq", "--no-install-recommends"];
    let arguments: Vec<&str> = options.into_iter().chain(missing).collect();
    apt(&arguments).with_context(|| format!("the packages could not be installed; try: sudo {install}"))
}

/// Whether dpkg knows the package as installed.
fn has_package(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["-W", "-f=${db:Status-Status}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|output| output.stdout == b"installed")
}

/// The words before a command that make it run as root without asking for a password.
fn administrator() -> Option<Vec<&'static str>> {
    let succeeds = |program: &str, arguments: &[&str], wanted: &[u8]| {
        Command::new(program)
            .args(arguments)
            .stderr(Stdio::null())
            .output()
            .is_ok_and(|output| output.status.success() && output.stdout.starts_with(wanted))
    };
    if succeeds("id", &["-u"], b"0\n") {
        return Some(vec![]);
    }
    succeeds("sudo", &["-n", "true"], b"").then(|| vec!["sudo", "-n", "-E"])
}

/// On other Linux systems: names what is missing.
fn by_hand(purpose: Purpose) -> Result<()> {
    let mut missing = Vec::new();
    if !is_installed("cc") {
        missing.push("a C compiler (cc)");
    }
    let has_web_view = Command::new("pkg-config")
        .args(["--exists", "webkit2gtk-4.1"])
        .status()
        .is_ok_and(|status| status.success());
    if !has_web_view {
        missing.push("pkg-config and the development files of WebKitGTK 4.1 (webkit2gtk-4.1)");
    }
    if purpose != Purpose::Window && !is_installed("Xvfb") {
        missing.push("Xvfb");
    }
    if purpose != Purpose::Window && !is_installed("import") {
        missing.push("ImageMagick (import)");
    }
    if !missing.is_empty() {
        bail!(
            "please install with the package manager of this system: {}",
            missing.join("; ")
        );
    }
    // Without WebKitWebDriver, xdotool or PyGObject the window tests say so themselves and are skipped.
    Ok(())
}

/// Checks that Node is there and new enough to build the user interface.
///
/// # Errors
/// When it is not; the error says where it comes from.
pub fn node() -> Result<()> {
    let advice = "please install Node 20 or newer with npm, from https://nodejs.org or your package manager";
    let output = Command::new("node").arg("--version").output().context(advice)?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let major: u32 = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse().ok())
        .with_context(|| format!("node --version answers {version:?}; {advice}"))?;
    if major < 20 {
        bail!("Node {version} is too old; {advice}");
    }
    if !is_installed(if cfg!(windows) { "npm.cmd" } else { "npm" }) {
        bail!("npm is missing; {advice}");
    }
    Ok(())
}
