//! The address that a request comes from.

use std::net::{IpAddr, Ipv6Addr};

/// The address that a request comes from, behind whatever proxies were named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address(IpAddr);

impl Address {
    /// The address itself.
    pub fn ip(&self) -> IpAddr {
        self.0
    }

    /// What counts as one sender: a network of IPv6 has more addresses than anybody can count.
    pub fn sender(&self) -> IpAddr {
        match self.0 {
            IpAddr::V6(ip) => {
                let network = ip.to_bits() >> 64 << 64;
                IpAddr::V6(Ipv6Addr::from_bits(network))
            }
            ip @ IpAddr::V4(_) => ip,
        }
    }

    /// From the connection and what proxies that were named say of it (`X-Forwarded-For`, the last first).
    pub fn of(peer: IpAddr, forwarded: Option<&str>, proxies: &[IpAddr]) -> Address {
        let mut address = peer.to_canonical();
        for hop in forwarded.unwrap_or_default().rsplit(',') {
            if !proxies.contains(&address) {
                break;
            }
            match hop.trim().parse::<IpAddr>() {
                Ok(ip) => address = ip.to_canonical(),
                Err(_) => break,
            }
        }
        Address(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address(text.parse().unwrap())
    }

    #[test]
    fn only_a_proxy_that_was_named_says_who_asks() {
        let [peer, proxy]: [IpAddr; 2] = ["10.0.0.9".parse().unwrap(), "10.0.0.1".parse().unwrap()];
        let told = Some("6.6.6.6, 192.168.1.5");
        assert_eq!(Address::of(peer, told, &[]), Address(peer));
        assert_eq!(
            Address::of(peer, told, &[proxy]),
            Address(peer),
            "it is not the proxy"
        );
        assert_eq!(
            Address::of(proxy, told, &[proxy]),
            address("192.168.1.5"),
            "what came before it can be forged"
        );
        assert_eq!(Address::of(proxy, Some("nonsense"), &[proxy]), Address(proxy));
    }
}
