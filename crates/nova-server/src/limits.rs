//! How much a device and an address may ask for (generic cell rate algorithm, by the crate `governor`).

use crate::address::Address;
use crate::options::Options;
use crate::problem::Problem;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;

/// Codes that one address may try a minute.
const SIGN_INS_A_MINUTE: u32 = 10;
/// Codes that all addresses together may try a minute: at 40 bits a code that serves for ten minutes is then hit with a
/// chance of one in 10^9.
const ALL_SIGN_INS_A_MINUTE: u32 = 100;
/// How many pictures go for one command: a page shows dozens.
const PICTURES_A_COMMAND: u32 = 20;

/// How much may be asked for.
pub struct Limits {
    clock: DefaultClock,
    commands: DefaultKeyedRateLimiter<String>,
    pictures: DefaultKeyedRateLimiter<String>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    sign_ins: DefaultKeyedRateLimiter<IpAddr>,
    all_sign_ins: governor::DefaultDirectRateLimiter,
}

impl Limits {
    /// As the options say.
    pub fn new(options: &Options) -> Limits {
        let quota = |a_minute: u32| Quota::per_minute(NonZeroU32::new(a_minute).unwrap_or(NonZeroU32::MIN));
        Limits {
            clock: DefaultClock::default(),
            commands: RateLimiter::keyed(quota(options.commands_a_minute)),
            pictures: RateLimiter::keyed(quota(
                options.commands_a_minute.saturating_mul(PICTURES_A_COMMAND),
            )),
            addresses: RateLimiter::keyed(quota(options.commands_a_minute_of_address)),
            sign_ins: RateLimiter::keyed(quota(SIGN_INS_A_MINUTE)),
            all_sign_ins: RateLimiter::direct(quota(ALL_SIGN_INS_A_MINUTE)),
        }
    }

    /// Counts a request of a device's.
    ///
    /// # Errors
    /// When it asked for too much.
    pub fn device(&self, id: &str, path: &str) -> Result<(), Problem> {
        let limiter = match path.starts_with("/api/v1/pictures/") {
            true => &self.pictures,
            false => &self.commands,
        };
        limiter
            .check_key(&id.to_owned())
            .map_err(|until| self.wait(&until))
    }

    /// Counts a request by its address alone.
    ///
    /// # Errors
    /// When the address asked for too much.
    pub fn address(&self, address: &Address, path: &str) -> Result<(), Problem> {
        if path.starts_with("/api/v1/pictures/") || !path.starts_with("/api/") {
            return Ok(());
        }
        self.addresses
            .check_key(&address.sender())
            .map_err(|until| self.wait(&until))
    }

    /// Counts a try at a pairing code.
    ///
    /// # Errors
    /// When the address, or all together, tried too often.
    pub fn sign_in(&self, address: &Address) -> Result<(), Problem> {
        self.sign_ins
            .check_key(&address.sender())
            .map_err(|until| self.wait(&until))?;
        self.all_sign_ins.check().map_err(|until| self.wait(&until))
    }

    /// Forgets who has not asked for long.
    pub fn forget(&self) {
        self.commands.retain_recent();
        self.pictures.retain_recent();
        self.addresses.retain_recent();
        self.sign_ins.retain_recent();
    }

    fn wait(&self, until: &governor::NotUntil<governor::clock::QuantaInstant>) -> Problem {
        let wait = until.wait_time_from(self.clock.now());
        Problem::too_many(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::of(text.parse().unwrap(), None, &[])
    }

    #[test]
    fn whoever_asks_too_much_is_told_how_long_to_wait_and_others_are_served() {
        let limits = Limits::new(&Options {
            commands_a_minute: 2,
            ..Options::default()
        });
        let path = "/api/v1/commands/search";
        assert!(limits.device("a", path).is_ok() && limits.device("a", path).is_ok());
        let told = limits.device("a", path).unwrap_err();
        assert_eq!(told.status(), 429);
        assert!(
            told.retry_after()
                .is_some_and(|seconds| (1..=30).contains(&seconds))
        );
        assert!(limits.device("b", path).is_ok());
        assert!(
            limits.device("a", "/api/v1/pictures/thumb/1").is_ok(),
            "a page shows many pictures"
        );
    }

    #[test]
    fn codes_are_tried_ten_times_a_minute_at_most_whatever_address_of_a_network_is_used() {
        let limits = Limits::new(&Options::default());
        for host in 0..SIGN_INS_A_MINUTE {
            assert!(limits.sign_in(&address(&format!("2001:db8::{host:x}"))).is_ok());
        }
        assert!(limits.sign_in(&address("2001:db8::ffff")).is_err());
        assert!(limits.sign_in(&address("2001:db9::1")).is_ok());
    }
}
