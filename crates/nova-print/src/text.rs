//! Sets paragraphs: shapes them, breaks them into lines and cuts off what has no room. Which fonts has each script is decided
//! by `fonts`.

use crate::fonts::{ARABIC, Fonts, SANS, SANS_MORE, SERIF, SERIF_MORE};
use fontique::{FontStyle, FontWeight, GenericFamily, Language};
use parley::layout::{Alignment, AlignmentOptions};
use parley::style::{FontFamily, FontFamilyName, LineHeight, OverflowWrap, StyleProperty};
use parley::{FontContext, Layout, LayoutContext};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A face of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// For names and headings.
    Serif,
    /// For what a person says.
    Italic,
    /// For facts.
    Sans,
    /// For facts that matter.
    Bold,
}

/// Where lines begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// On the left.
    Left,
    /// On the right.
    Right,
    /// Each line in the middle.
    Centre,
}

impl Side {
    /// The side on which lines begin.
    pub fn start(right_to_left: bool) -> Side {
        if right_to_left { Side::Right } else { Side::Left }
    }

    /// The side on which they end.
    pub fn end(right_to_left: bool) -> Side {
        Side::start(!right_to_left)
    }
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Its face.
    pub face: Face,
    /// Size in points.
    pub size: f32,
    /// From one baseline to the next, in sizes.
    pub leading: f32,
    /// Space between letters in sizes. Scripts whose letters join have none.
    pub tracking: f32,
    /// Its colour, as red, green and blue.
    pub ink: [u8; 3],
    /// Most lines; what is beyond them is cut off, with an ellipsis.
    pub most: usize,
    /// Where its lines begin.
    pub side: Side,
}

/// A paragraph, ready to be drawn.
pub struct Paragraph {
    pub(crate) layout: Layout<()>,
    /// What it says, after what had no room was cut off.
    pub text: String,
    /// Its colour.
    pub ink: [u8; 3],
    /// Lines of it.
    pub lines: usize,
    /// Whether something was cut off.
    pub cut: bool,
}

impl Paragraph {
    /// Height of all its lines in points.
    pub fn height(&self) -> f32 {
        if self.text.is_empty() {
            0.0
        } else {
            self.layout.height()
        }
    }

    /// Width of its longest line in points, without the space at its end.
    pub fn width(&self) -> f32 {
        self.layout.width()
    }
}

/// Sets paragraphs, and remembers which characters no font has.
pub struct Setter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    language: Option<Language>,
    missing: BTreeSet<char>,
}

impl Setter {
    /// One for texts of a language, which is a tag of BCP 47 and tells which forms of Chinese characters are meant.
    pub fn new(fonts: Fonts, language: &str) -> Self {
        Self {
            fonts: fonts.0,
            layouts: LayoutContext::new(),
            language: Language::parse(language).ok(),
            missing: BTreeSet::new(),
        }
    }

    /// Characters that no font has. A frame is drawn in their place.
    pub fn missing(&self) -> Vec<char> {
        self.missing.iter().copied().collect()
    }

    /// A paragraph in lines of at most `width` points.
    pub fn set(&mut self, text: &str, style: &Style, width: f32) -> Paragraph {
        let clean: Vec<&str> = text
            .split(|letter: char| letter.is_control() || letter.is_whitespace())
            .filter(|word| !word.is_empty())
            .collect();
        let mut text = clean.join(" ");
        let mut layout = self.lay(&text, style, width);
        let mut cut = false;
        while layout.len() > style.most {
            let end = match layout.get(style.most.saturating_sub(1)) {
                // Each round ends before the last one did, so that the ellipsis finds room.
                Some(line) if cut => line
                    .text_range()
                    .end
                    .min(text.len().saturating_sub(ELLIPSIS.len())),
                Some(line) => line.text_range().end,
                None => 0,
            };
            text.truncate(floor(&text, end));
            if cut {
                text.pop();
            }
            let shorter = text.trim_end_matches([' ', ',', ';', '.', '-', '–']).len();
            text.truncate(shorter);
            text.push_str(ELLIPSIS);
            cut = true;
            layout = self.lay(&text, style, width);
            if text.len() <= ELLIPSIS.len() {
                break;
            }
        }
        self.remember_missing(&layout, &text);
        Paragraph {
            lines: if text.is_empty() { 0 } else { layout.len() },
            layout,
            text,
            ink: style.ink,
            cut,
        }
    }

    fn lay(&mut self, text: &str, style: &Style, width: f32) -> Layout<()> {
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, text, 1.0, false);
        let families = families(style.face);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(
            &families,
        ))));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(
            style.leading,
        )));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.push_default(StyleProperty::Locale(self.language));
        if style.face == Face::Italic {
            builder.push_default(StyleProperty::FontStyle(FontStyle::Italic));
        }
        if style.face == Face::Bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::new(600.0)));
        }
        if style.tracking > 0.0 && !text.chars().any(joins) {
            builder.push_default(StyleProperty::LetterSpacing(style.tracking * style.size));
        }
        let mut layout = builder.build(text);
        layout.break_all_lines(Some(width));
        let alignment = match style.side {
            Side::Left => Alignment::Left,
            Side::Right => Alignment::Right,
            Side::Centre => Alignment::Center,
        };
        layout.align(alignment, AlignmentOptions::default());
        layout
    }

    fn remember_missing(&mut self, layout: &Layout<()>, text: &str) {
        let runs = layout.lines().flat_map(|line| line.runs().collect::<Vec<_>>());
        for run in runs {
            for cluster in run.clusters() {
                if cluster.glyphs().any(|glyph| glyph.id == 0) {
                    let letters = text.get(cluster.text_range()).unwrap_or_default().chars();
                    self.missing.extend(letters.filter(|letter| is_seen(*letter)));
                }
            }
        }
    }
}

const ELLIPSIS: &str = "…";

/// The end of the last character that ends at or before `end`.
fn floor(text: &str, end: usize) -> usize {
    (0..=end.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// Whether a letter is of a script whose letters join.
pub(crate) fn joins(letter: char) -> bool {
    matches!(letter, '\u{0590}'..='\u{08FF}' | '\u{0900}'..='\u{0DFF}' | '\u{FB50}'..='\u{FEFC}')
}

/// Whether a character leaves a mark; joiners, directions and variants do not.
pub(crate) fn is_seen(letter: char) -> bool {
    !letter.is_whitespace()
        && !letter.is_control()
        && !matches!(letter, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}')
}

fn families(face: Face) -> [FontFamilyName<'static>; 4] {
    let (first, more, generic) = match face {
        Face::Serif | Face::Italic => (SERIF, SERIF_MORE, GenericFamily::Serif),
        Face::Sans | Face::Bold => (SANS, SANS_MORE, GenericFamily::SansSerif),
    };
    [
        FontFamilyName::named(first),
        FontFamilyName::named(more),
        FontFamilyName::named(ARABIC),
        FontFamilyName::Generic(generic),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style {
        face: Face::Sans,
        size: 10.0,
        leading: 1.3,
        tracking: 0.0,
        ink: [0; 3],
        most: 100,
        side: Side::Left,
    };

    fn setter() -> Setter {
        Setter::new(Fonts::bundled(), "en")
    }

    #[test]
    fn arabic_is_shaped_and_runs_from_right_to_left() {
        let mut setter = setter();
        let alone = setter.set("ب ب ب", &PLAIN, 500.0);
        let joined = setter.set("ببب", &PLAIN, 500.0);
        assert!(joined.layout.is_rtl());
        let glyphs = |paragraph: &Paragraph| -> BTreeSet<u32> {
            let line = paragraph.layout.get(0).unwrap();
            line.runs()
                .flat_map(|run| {
                    run.clusters()
                        .flat_map(|cluster| cluster.glyphs())
                        .collect::<Vec<_>>()
                })
                .map(|glyph| glyph.id)
                .collect()
        };
        assert!(
            glyphs(&joined).difference(&glyphs(&alone)).count() >= 3,
            "a first, a middle and a last form, none of which is the letter alone"
        );
        assert!(setter.missing().is_empty());
    }

    #[test]
    fn what_has_no_room_is_cut_off_with_an_ellipsis_within_the_lines() {
        let style = Style { most: 2, ..PLAIN };
        for text in [
            "a long title of many words ".repeat(12),
            "x".repeat(300),
            "معطف من الصوف ".repeat(20),
        ] {
            let paragraph = setter().set(&text, &style, 120.0);
            assert!(
                paragraph.cut && paragraph.text.ends_with('…'),
                "{}",
                paragraph.text
            );
            assert_eq!(paragraph.lines, 2);
            assert!(paragraph.width() <= 120.01, "{}", paragraph.width());
        }
        assert!(!setter().set("short", &style, 120.0).cut);
    }

    #[test]
    fn what_no_font_has_is_remembered_once_and_spaces_are_none() {
        let mut setter = setter();
        setter.set("coat 外套\u{200D} 外", &PLAIN, 100.0);
        assert_eq!(setter.missing(), ['外', '套']);
    }

    #[test]
    fn line_breaks_and_control_characters_are_spaces() {
        let paragraph = setter().set("  wool\r\n\tcoat\u{0} ", &PLAIN, 200.0);
        assert_eq!(paragraph.text, "wool coat");
        assert_eq!(setter().set(" \n", &PLAIN, 200.0).height(), 0.0);
    }
}
