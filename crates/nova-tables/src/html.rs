//! Descriptions as shop systems keep them, in HTML, as plain text.

/// The text of a piece of HTML: without tags, scripts and styles, with entities decoded, and a line for each paragraph.
pub(crate) fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return tidy(html);
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let tag = &rest[at + 1..];
        let begins = tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        let Some(end) = tag.find('>').filter(|_| begins) else {
            // A "<" that opens no tag is a sign like any other.
            text.push('<');
            rest = tag;
            continue;
        };
        let closing = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase();
        rest = &tag[end + 1..];
        match name.as_str() {
            "script" | "style" if !closing => {
                let end = rest.to_ascii_lowercase().find(&format!("</{name}"));
                rest = end.map_or("", |end| &rest[end..]);
            }
            "br" | "p" | "div" | "li" | "ul" | "ol" | "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                text.push('\n');
            }
            "td" | "th" => text.push(' '),
            _ => {}
        }
    }
    text.push_str(rest);
    tidy(&html_escape::decode_html_entities(&text))
}

/// The character that an entity of HTML stands for: `euro`.
pub(crate) fn entity(name: &str) -> Option<char> {
    let text = format!("&{name};");
    let mut decoded = html_escape::decode_html_entities(&text).into_owned();
    decoded.pop().filter(|_| decoded.is_empty())
}

/// Without the spaces and empty lines that carry nothing.
fn tidy(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let words: Vec<&str> = line
            .split([' ', '\t', '\u{a0}', '\r'])
            .filter(|word| !word.is_empty())
            .collect();
        words.join(" ")
    });
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_entities_become_letters() {
        for (html, expected) in [
            (
                "<p>Soft&nbsp;wool &amp; silk.</p><p>Made in <b>Porto</b></p>",
                "Soft wool & silk.\nMade in Porto",
            ),
            ("a<br/>b<BR>c", "a\nb\nc"),
            (
                "<style>p { color: red }</style>Text<script>if (a < b) {}</script>!",
                "Text!",
            ),
            ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
            ("&#233;t&eacute;", "été"),
            ("<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "one\ntwo"),
            ("plain", "plain"),
            ("cut <b", "cut <b"),
            ("<script>never closed", ""),
        ] {
            assert_eq!(plain(html), expected, "{html}");
        }
    }
}
