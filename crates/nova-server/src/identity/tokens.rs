//! What a device shows with each request: a JSON Web Token (RFC 7519), signed with HMAC-SHA-256 by a key of this library's.

use crate::error::ServeError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use nova_api::{Documents, Role};
use serde::{Deserialize, Serialize};

/// For how long a token is good, in seconds.
pub const LIFETIME_S: i64 = 10 * 60;
const ISSUER: &str = "stylenova";
const KEY_BYTES: usize = 32;
const DOCUMENT: &str = "server/token.key";

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    /// The device.
    sub: String,
    /// For the device's own information; what counts is what the server keeps.
    role: Role,
    iat: i64,
    exp: i64,
}

/// Signs tokens and reads them.
pub struct Tokens {
    signing: EncodingKey,
    reading: DecodingKey,
}

impl Tokens {
    /// With the key of a library, which is made where there is none.
    ///
    /// # Errors
    /// When the key cannot be read or written, or is damaged.
    pub fn open(documents: &Documents) -> Result<Tokens, ServeError> {
        let damaged = || ServeError::Damaged { document: DOCUMENT };
        let key = documents.change(|changing| {
            if let Some(text) = changing.read(DOCUMENT)? {
                let key = URL_SAFE_NO_PAD.decode(text.trim()).map_err(|_| damaged())?;
                return Some(key).filter(|key| key.len() == KEY_BYTES).ok_or_else(damaged);
            }
            let key = super::secrets::bytes::<KEY_BYTES>().to_vec();
            changing.write(DOCUMENT, &URL_SAFE_NO_PAD.encode(&key))?;
            Ok(key)
        })?;
        Ok(Tokens {
            signing: EncodingKey::from_secret(&key),
            reading: DecodingKey::from_secret(&key),
        })
    }

    /// A token for a device at `now`, in milliseconds since 1970.
    pub fn sign(&self, device: &str, role: Role, now: i64) -> String {
        let iat = now / 1000;
        let claims = Claims {
            iss: ISSUER.to_owned(),
            sub: device.to_owned(),
            role,
            iat,
            exp: iat + LIFETIME_S,
        };
        // Signing with a key of bytes fails for no claims that are text and numbers; an empty token opens nothing.
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.signing).unwrap_or_default()
    }

    /// The device that a token is of; `None` where it is forged, of another algorithm, or over at `now`.
    pub fn device(&self, token: &str, now: i64) -> Option<String> {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_issuer(&[ISSUER]);
        rules.set_required_spec_claims(&["exp", "iss", "sub"]);
        // The clock is passed in, so the crate's own look at it is turned off.
        rules.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.reading, &rules)
            .ok()?
            .claims;
        (claims.exp > now / 1000).then_some(claims.sub)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(folder: &std::path::Path) -> Tokens {
        Tokens::open(&Documents::in_folder(folder.to_owned())).unwrap()
    }

    #[test]
    fn a_token_is_good_for_ten_minutes_and_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let token = of(folder.path()).sign("d1", Role::Floor, 1_000_000);
        assert_eq!(of(folder.path()).device(&token, 1_000_000).as_deref(), Some("d1"));
        assert_eq!(
            of(folder.path()).device(&token, 1_000_000 + LIFETIME_S * 1000),
            None
        );
    }

    #[test]
    fn forged_tokens_open_nothing() {
        let (own, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let tokens = of(own.path());
        let token = tokens.sign("d1", Role::Floor, 0);
        assert_eq!(of(other.path()).device(&token, 0), None, "of another key");
        let parts: Vec<&str> = token.split('.').collect();
        let claims = r#"{"iss":"stylenova","sub":"d2","role":"owner","iat":0,"exp":9999999999}"#;
        let claims = URL_SAFE_NO_PAD.encode(claims);
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
        for forged in [
            format!("{}.{claims}.{}", parts[0], parts[2]),
            format!("{none}.{claims}."),
            format!("{}.{claims}.", parts[0]),
            String::new(),
            "..".to_owned(),
        ] {
            assert_eq!(tokens.device(&forged, 0), None, "{forged}");
        }
    }

    #[test]
    fn a_damaged_key_is_told_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let documents = Documents::in_folder(folder.path().to_owned());
        documents
            .change(|changing| changing.write(DOCUMENT, "short"))
            .unwrap();
        assert!(matches!(
            Tokens::open(&documents),
            Err(ServeError::Damaged { .. })
        ));
    }
}
