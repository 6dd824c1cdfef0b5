//! What happens to files on their way: cut, with another delimiter or encoding, with rows twice or in another order, with
//! bytes changed. For the tests, and for the example `mutate_tables`.

use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

/// A file with something done to it, and what that was.
pub fn mutated(bytes: &[u8], random: &mut ChaCha8Rng) -> (Vec<u8>, &'static str) {
    let mut bytes = bytes.to_vec();
    match random.random_range(0..9) {
        0 => {
            bytes.truncate(random.random_range(0..=bytes.len()));
            (bytes, "cut")
        }
        1 => {
            let (from, to) = *[
                (b',', b';'),
                (b';', b','),
                (b',', b'\t'),
                (b',', b'|'),
                (b'\t', b','),
                (b'"', b'\''),
            ]
            .choose(random)
            .unwrap();
            bytes
                .iter_mut()
                .filter(|byte| **byte == from)
                .for_each(|byte| *byte = to);
            (bytes, "another delimiter")
        }
        2 => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            (wide, "UTF-16")
        }
        3 => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let narrow = text
                .chars()
                .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
                .collect();
            (narrow, "Latin-1")
        }
        4 => {
            let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            let start = random.random_range(0..lines.len().max(1));
            let end = (start + 10).min(lines.len());
            let again: Vec<u8> = lines[start.min(end)..end].concat();
            bytes.extend(again);
            (bytes, "ten rows repeated")
        }
        5 => {
            for _ in 0..random.random_range(1..40) {
                if !bytes.is_empty() {
                    let at = random.random_range(0..bytes.len());
                    bytes[at] = random.random();
                }
            }
            (bytes, "bytes changed")
        }
        6 => {
            let piece: &[u8] = [
                b"\"".as_slice(),
                b"<![CDATA[",
                b"&#0;",
                b"&#x110000;",
                b"]]>",
                b"{",
                b"[[[[",
                b"\\u0000",
                b"\r",
                b"\0",
                "\u{1F}".as_bytes(),
                "\u{202e}".as_bytes(),
                b"1e999",
                b"-",
                b"(((",
                b"rgb(",
                b"9999999999999999999999",
                b"=",
                b":",
                b";;;;;;;;",
                "٣٫٥".as_bytes(),
                "ß".as_bytes(),
                b"S:1;M:",
                b"0000-00-00",
                b"2024-02-31",
                b"javascript:alert(1)",
                b"file:///etc/passwd",
            ]
            .choose(random)
            .unwrap();
            for _ in 0..random.random_range(1..6) {
                let at = random.random_range(0..=bytes.len());
                bytes.splice(at..at, piece.iter().copied());
            }
            (bytes, "pieces put in")
        }
        7 => {
            let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            for _ in 0..3 {
                if lines.len() > 1 {
                    let (one, other) = (
                        random.random_range(0..lines.len()),
                        random.random_range(0..lines.len()),
                    );
                    lines.swap(one, other);
                }
            }
            (lines.concat(), "rows in another order")
        }
        _ => {
            let at = random.random_range(0..=bytes.len());
            let long = "https://x.y/".to_owned() + &"a".repeat(10_000) + ".jpg";
            bytes.splice(at..at, long.into_bytes());
            (bytes, "an address of 10,000 characters")
        }
    }
}
