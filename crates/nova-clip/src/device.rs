//! Which device a model computes on, and why.
//!
//! A graphics processor is used where the build has support for one (the cargo
//! features `cuda` and `metal`), one answers, and the model's family can run there.

use std::sync::OnceLock;

use candle_core::Device;

/// Set to `cpu`, it keeps every model on the processor.
const VARIABLE: &str = "STYLENOVA_DEVICE";

/// Where a family of models can compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Support {
    /// On any device.
    Any,
    /// By kernels that exist for the processor only.
    CpuOnly,
}

/// A device, its name and why it was chosen, as a clause without a full stop.
pub(crate) struct Chosen {
    pub device: Device,
    pub name: &'static str,
    pub reason: String,
}

/// The best device there is for a family.
pub(crate) fn choose(support: Support) -> Chosen {
    let asked = std::env::var(VARIABLE).unwrap_or_default();
    static GRAPHICS: OnceLock<Result<(Device, &'static str), String>> = OnceLock::new();
    decide(support, &asked, || GRAPHICS.get_or_init(graphics).clone())
}

fn decide(
    support: Support,
    asked: &str,
    graphics: impl FnOnce() -> Result<(Device, &'static str), String>,
) -> Chosen {
    let asked = asked.trim();
    let known = ["", "auto", "gpu", "cuda", "metal"]
        .iter()
        .any(|name| asked.eq_ignore_ascii_case(name));
    let found = if asked.eq_ignore_ascii_case("cpu") {
        Err(format!("{VARIABLE} asks for the processor"))
    } else if support == Support::CpuOnly {
        Err("this model is made for the processor".to_owned())
    } else {
        graphics()
    };
    match found {
        Ok((device, name)) if known => Chosen {
            device,
            name,
            reason: "a graphics processor was found".to_owned(),
        },
        Ok((device, name)) => Chosen {
            device,
            name,
            reason: format!("a graphics processor was found; {}", unknown(asked)),
        },
        Err(reason) if !known && !asked.eq_ignore_ascii_case("cpu") => Chosen {
            device: Device::Cpu,
            name: "cpu",
            reason: format!("{}, and {reason}", unknown(asked)),
        },
        // Who asks for one by name hears that there is none.
        Err(reason)
            if ["gpu", "cuda", "metal"]
                .iter()
                .any(|name| asked.eq_ignore_ascii_case(name)) =>
        {
            Chosen {
                device: Device::Cpu,
                name: "cpu",
                reason: format!("{VARIABLE} asks for {asked}, but {reason}"),
            }
        }
        Err(reason) => Chosen {
            device: Device::Cpu,
            name: "cpu",
            reason,
        },
    }
}

fn unknown(asked: &str) -> String {
    let asked: String = asked.chars().take(40).collect();
    format!("{VARIABLE} says \"{asked}\", which is none of auto, cpu, cuda and metal")
}

/// The first graphics processor that this build can use.
fn graphics() -> Result<(Device, &'static str), String> {
    #[cfg(feature = "cuda")]
    let found = Device::new_cuda(0).map(|device| (device, "cuda"));
    #[cfg(all(feature = "metal", not(feature = "cuda")))]
    let found = Device::new_metal(0).map(|device| (device, "metal"));
    #[cfg(any(feature = "cuda", feature = "metal"))]
    return found.map_err(|error| format!("no graphics processor could be used ({error})"));
    #[cfg(not(any(feature = "cuda", feature = "metal")))]
    Err("this build has no support for graphics processors".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Any device but the first CPU will do to see it passed on.
    fn found() -> Result<(Device, &'static str), String> {
        Ok((Device::Cpu, "cuda"))
    }

    #[test]
    fn a_graphics_processor_is_used_where_nothing_speaks_against_it() {
        assert_eq!(decide(Support::Any, "", found).name, "cuda");
        assert_eq!(decide(Support::Any, "auto", found).name, "cuda");
        let odd = decide(Support::Any, "foo", found);
        assert!(
            odd.name == "cuda" && odd.reason.contains("foo"),
            "what nobody knows is told"
        );
    }

    #[test]
    fn the_processor_is_used_with_the_reason_why() {
        let none = || Err("there is none".to_owned());
        for (support, asked, graphics, expected) in [
            (Support::Any, "CPU", found as fn() -> _, VARIABLE),
            (Support::CpuOnly, "", found, "made for the processor"),
            (Support::Any, "", none, "there is none"),
            (Support::Any, "cuda", none, "asks for cuda, but there is none"),
            (
                Support::Any,
                "foo",
                none,
                "says \"foo\", which is none of auto, cpu, cuda and metal",
            ),
        ] {
            let chosen = decide(support, asked, graphics);
            assert_eq!(chosen.name, "cpu", "{expected}");
            assert!(chosen.reason.contains(expected), "'{}'", chosen.reason);
        }
    }

    #[cfg(not(any(feature = "cuda", feature = "metal")))]
    #[test]
    fn a_build_without_support_says_so() {
        let chosen = decide(Support::Any, "", graphics);
        assert!(chosen.device.is_cpu());
        assert!(chosen.reason.contains("no support"), "'{}'", chosen.reason);
    }
}
