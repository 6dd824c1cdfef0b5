//! Which machines are spoken to: those of the open internet, by the numbers that their names stand for when the
//! connection is made. A name cannot mean one machine when it is checked and another when it is called.

use std::fmt;
use std::io::{Error, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::Host;

/// What the error of a refused connection says; told by it from those of the system.
pub(crate) const REFUSED: &str = "a machine of the local network";

/// Finds the numbers of a name and leaves out those of the local network.
#[derive(Debug, Default)]
pub(crate) struct Guarded(System);

#[derive(Default)]
struct System(DefaultResolver);

impl fmt::Debug for System {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("System")
    }
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let all = self.0.0.resolve(uri, config, timeout)?;
        let mut open = self.empty();
        for address in all.iter().filter(|address| !is_local(address.ip())) {
            open.push(*address);
        }
        if open.is_empty() {
            return Err(ureq::Error::Io(Error::new(ErrorKind::PermissionDenied, REFUSED)));
        }
        Ok(open)
    }
}

/// Whether a name stands for a machine of the local network by itself: a number of it, or a name that the open internet
/// has not (RFC 6761, 6762, 8375).
pub(crate) fn is_local_name(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(number) => is_local(IpAddr::V4(*number)),
        Host::Ipv6(number) => is_local(IpAddr::V6(*number)),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.').to_lowercase();
            let ending = name.rsplit_once('.').map(|(_, ending)| ending);
            match ending {
                None => true,
                Some(ending) => {
                    matches!(
                        ending,
                        "localhost" | "local" | "lan" | "home" | "internal" | "intranet" | "corp"
                    ) || name.ends_with(".home.arpa")
                }
            }
        }
    }
}

/// Whether a number is none of the open internet (the registries of special addresses of IANA, RFC 6890).
fn is_local(number: IpAddr) -> bool {
    match number {
        IpAddr::V4(number) => is_local_v4(number),
        IpAddr::V6(number) => is_local_v6(number),
    }
}

fn is_local_v4(number: Ipv4Addr) -> bool {
    let [a, b, c, _] = number.octets();
    number.is_loopback()
        || number.is_private()
        || number.is_link_local()
        || number.is_broadcast()
        || number.is_multicast()
        || a == 0
        || a >= 240
        // Between a provider and its customers.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        // For measurements.
        || (a == 198 && (b == 18 || b == 19))
}

fn is_local_v6(number: Ipv6Addr) -> bool {
    let parts = number.segments();
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_local_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        // Unspecified, loopback, and IPv4 in its old and its new dress.
        [0, 0, 0, 0, 0, 0 | 0xFFFF, high, low] => high == 0 || embedded(high, low),
        // Through translators.
        [0x64, 0xFF9B, .., high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        [first, ..] => number.is_multicast() || first & 0xFE00 == 0xFC00 || first & 0xFF80 == 0xFE80,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_local_network_are_known_in_every_dress() {
        for local in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "fe80::1",
            "fec0::1",
            "fd00::1",
            "ff02::1",
        ] {
            assert!(is_local(local.parse().unwrap()), "{local}");
        }
        for open in [
            "1.1.1.1",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
        ] {
            assert!(!is_local(open.parse().unwrap()), "{open}");
        }
    }

    #[test]
    fn names_that_the_internet_has_not_are_local() {
        for local in [
            "localhost",
            "nas",
            "printer.local",
            "shop.lan",
            "x.home.arpa",
            "a.internal.",
        ] {
            assert!(is_local_name(&Host::Domain(local)), "{local}");
        }
        assert!(!is_local_name(&Host::Domain("cdn.shopify.com")));
    }
}
