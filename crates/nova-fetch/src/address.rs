//! Which addresses are followed: http and https, of a sane length.

use crate::error::FetchError;
use crate::guard::is_local_name;
use url::Url;

/// Longest address in bytes; what is longer is no address of a picture.
const MAX_LENGTH: usize = 4096;

/// A web address that a file names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address(Url);

impl Address {
    /// Reads an address. One without a scheme, as web pages have them (`//shop.example/a.jpg`), is one of https.
    ///
    /// # Errors
    /// [`FetchError::Address`] for anything but http and https, and for what is no address.
    pub fn parse(text: &str) -> Result<Address, FetchError> {
        let text = text.trim();
        if text.len() > MAX_LENGTH {
            return Err(FetchError::Address("the address is longer than any picture's"));
        }
        let url = match text.strip_prefix("//") {
            Some(rest) => Url::parse(&format!("https://{rest}")),
            None => Url::parse(text),
        };
        Address::checked(url.map_err(|_| FetchError::Address("it is no web address"))?)
    }

    fn checked(url: Url) -> Result<Address, FetchError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(FetchError::Address(
                "only addresses of http and https are followed",
            ));
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(FetchError::Address("it names no machine"));
        }
        Ok(Address(url))
    }

    /// Where a server leads on to from here.
    pub(crate) fn leads_to(&self, location: &str) -> Result<Address, FetchError> {
        if location.len() > MAX_LENGTH {
            return Err(FetchError::Address("it leads on to an address that is none"));
        }
        let next = self.0.join(location);
        Address::checked(next.map_err(|_| FetchError::Address("it leads on to an address that is none"))?)
    }

    /// The machine's name, as it is shown and paced by.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Name and port.
    pub(crate) fn machine(&self) -> (&str, Option<u16>) {
        (self.host(), self.0.port_or_known_default())
    }

    /// Whether the address by itself names a machine of the local network: whoever wrote it meant that.
    pub(crate) fn is_local(&self) -> bool {
        self.0.host().is_some_and(|host| is_local_name(&host))
    }

    /// As it is asked for: without what stands behind `#`.
    pub(crate) fn request(&self) -> &str {
        let text = self.0.as_str();
        text.split_once('#').map_or(text, |(front, _)| front)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_followed() {
        for good in [
            "https://shop.example/a b.jpg?v=1#x",
            "//cdn.example/a.jpg",
            "HTTP://SHOP.EXAMPLE/É.jpg",
        ] {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
        let long = format!("https://shop.example/{}", "a".repeat(10_000));
        for bad in [
            "file:///etc/passwd",
            "ftp://shop.example/a.jpg",
            "javascript:alert(1)",
            "data:image/png;base64,AAAA",
            "a.jpg",
            "https://",
            "",
            &long,
        ] {
            assert!(
                matches!(Address::parse(bad), Err(FetchError::Address(_))),
                "{bad:.60}"
            );
        }
    }

    #[test]
    fn a_server_can_lead_on_only_to_the_web() {
        let from = Address::parse("https://shop.example/a/b.jpg").unwrap();
        assert_eq!(
            from.leads_to("../c.jpg").unwrap().request(),
            "https://shop.example/c.jpg"
        );
        assert_eq!(
            from.leads_to("//cdn.example/c.jpg").unwrap().host(),
            "cdn.example"
        );
        assert!(from.leads_to("file:///etc/passwd").is_err());
    }
}
