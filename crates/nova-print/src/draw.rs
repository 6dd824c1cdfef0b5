//! Writes a sheet down as PDF: fonts subset and inside, tagged for screen readers (PDF/UA-1 wherever the fonts allow it). What its
//! marks mean, and the outline, is `structure`.

use crate::garment::hanger;
use crate::sheet::{Area, Mark, PAGE_HEIGHT, PAGE_WIDTH, Picture, Role, Shape, Sheet};
use crate::structure::Structure;
use crate::text::{Paragraph, is_seen};
use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Configuration, Validator};
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{Metadata, TextDirection};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use std::collections::HashMap;
use std::sync::Arc;

/// Why pages cannot be written down.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The writer of PDF refuses.
    #[error("the pages cannot be written as PDF: {0}")]
    Pdf(String),
}

impl Sheet {
    /// The pages as a PDF file.
    ///
    /// # Errors
    /// When the pages cannot be written down, whatever the reason.
    pub fn pdf(&self) -> Result<Vec<u8>, PrintError> {
        // A font whose licence restricts it, or a glyph that stands for no character, is no reason to print nothing.
        self.written(Validator::UA1)
            .or_else(|_| self.written(Validator::None))
            .map_err(PrintError::Pdf)
    }

    fn written(&self, validator: Validator) -> Result<Vec<u8>, String> {
        let mut document = Document::new_with(SerializeSettings {
            enable_tagging: true,
            configuration: Configuration::new_with_validator(validator),
            ..SerializeSettings::default()
        });
        let mut pen = Pen::default();
        let mut structure = Structure::new(&self.language);
        for (number, page) in self.pages.iter().enumerate() {
            let settings = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).ok_or("a page has no size")?;
            let mut canvas = document.start_page_with(settings);
            let mut surface = canvas.surface();
            let drawn: Vec<Option<Identifier>> = page
                .marks
                .iter()
                .map(|mark| pen.draw(&mut surface, mark))
                .collect();
            surface.finish();
            structure.add_page(&mut canvas, number, &page.marks, &drawn);
            canvas.finish();
        }
        let (tree, outline) = structure.finish();
        document.set_outline(outline);
        document.set_tag_tree(tree);
        let direction = if self.right_to_left {
            TextDirection::RightToLeft
        } else {
            TextDirection::LeftToRight
        };
        let mut metadata = Metadata::new()
            .title(self.title.clone())
            .language(self.language.clone())
            .creator("StyleNova".to_owned())
            .text_direction(direction);
        if !self.author.is_empty() {
            metadata = metadata.authors(vec![self.author.clone()]);
        }
        document.set_metadata(metadata);
        document.finish().map_err(|error| format!("{error:?}"))
    }
}

fn rectangle(area: Area) -> Option<Rect> {
    Rect::from_xywh(area.x, area.y, area.width, area.height)
}

fn outline_of(area: Area) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(rectangle(area)?);
    path.finish()
}

fn fill(ink: [u8; 3]) -> Fill {
    Fill {
        paint: rgb::Color::new(ink[0], ink[1], ink[2]).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

fn stroke(ink: [u8; 3], width: f32) -> Stroke {
    Stroke {
        paint: rgb::Color::new(ink[0], ink[1], ink[2]).into(),
        width,
        ..Stroke::default()
    }
}

/// Behind a hanger, and its lines.
const SOFT: [u8; 3] = [0xf3, 0xed, 0xe4];
const EDGE: [u8; 3] = [0x8f, 0x86, 0x7a];

/// Draws marks, and knows the fonts and pictures that were used already.
#[derive(Default)]
struct Pen {
    fonts: HashMap<(u64, u32, String), Option<Font>>,
    pictures: HashMap<usize, Option<Image>>,
}

impl Pen {
    /// Draws a mark. Its identifier in the document's structure, where it has a meaning.
    fn draw(&mut self, surface: &mut Surface<'_>, mark: &Mark) -> Option<Identifier> {
        if let Shape::Text(text) = &mark.shape
            && text.text.is_empty()
        {
            return None;
        }
        let tag = match (&mark.role, &mark.shape) {
            (Role::Decoration, _) => ContentTag::Artifact(ArtifactType::Other),
            (_, Shape::Text(_)) => ContentTag::Span(SpanTag::empty()),
            _ => ContentTag::Other,
        };
        let identifier = surface.start_tagged(tag);
        match &mark.shape {
            Shape::Text(text) => self.text(surface, mark.area, text),
            Shape::Picture(picture) => self.picture(surface, mark.area, picture),
            Shape::Hanger => {
                paint(surface, outline_of(mark.area), Some(fill(SOFT)), None);
                paint(surface, hanger(mark.area), None, Some(stroke(EDGE, 1.1)));
            }
            Shape::Fill(ink) => paint(surface, outline_of(mark.area), Some(fill(*ink)), None),
            Shape::Frame(ink) => paint(surface, outline_of(mark.area), None, Some(stroke(*ink, 0.6))),
        }
        surface.end_tagged();
        (mark.role != Role::Decoration).then_some(identifier)
    }

    fn picture(&mut self, surface: &mut Surface<'_>, area: Area, picture: &Picture) {
        let key = Arc::as_ptr(&picture.bytes) as usize;
        let image = self.pictures.entry(key).or_insert_with(|| {
            let data = || picture.bytes.as_ref().clone().into();
            Image::from_jpeg(data(), false)
                .or_else(|_| Image::from_png(data(), false))
                .ok()
        });
        let Some(image) = image else {
            paint(surface, outline_of(area), Some(fill(SOFT)), None);
            return;
        };
        let scale =
            (area.width / picture.width.max(1) as f32).min(area.height / picture.height.max(1) as f32);
        let (width, height) = (picture.width as f32 * scale, picture.height as f32 * scale);
        let Some(size) = Size::from_wh(width, height) else {
            return;
        };
        let corner = (
            area.x + (area.width - width) / 2.0,
            area.y + (area.height - height) / 2.0,
        );
        surface.push_transform(&Transform::from_translate(corner.0, corner.1));
        surface.draw_image(image.clone(), size);
        surface.pop();
    }

    fn text(&mut self, surface: &mut Surface<'_>, area: Area, paragraph: &Paragraph) {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(paragraph.ink)));
        for line in paragraph.layout.lines() {
            let y = area.y + line.metrics().baseline;
            let mut x = area.x + line.metrics().offset;
            for run in line.runs() {
                let size = run.font_size();
                let variations = run.synthesis().variation_settings().to_vec();
                let data = run.font();
                let key = (data.data.id(), data.index, format!("{variations:?}"));
                let font = self.fonts.entry(key).or_insert_with(|| {
                    let at: Vec<_> = variations
                        .iter()
                        .map(|(tag, value)| (krilla::text::Tag::new(&tag.to_be_bytes()), *value))
                        .collect();
                    Font::new_variable(data.data.data().to_vec().into(), data.index, &at)
                });
                let mut begin = x;
                let mut glyphs: Vec<KrillaGlyph> = Vec::new();
                for cluster in run.visual_clusters() {
                    let range = cluster.text_range();
                    let known = glyphs.len();
                    for glyph in cluster.glyphs() {
                        if glyph.id == 0 {
                            let seen = paragraph
                                .text
                                .get(range.clone())
                                .unwrap_or_default()
                                .chars()
                                .any(is_seen);
                            if seen {
                                missing(surface, x, y, glyph.advance, size, paragraph.ink);
                                surface.set_stroke(None);
                                surface.set_fill(Some(fill(paragraph.ink)));
                            }
                            // The next glyph stands where it would have stood.
                            match glyphs.last_mut() {
                                Some(last) => last.x_advance += glyph.advance / size,
                                None => begin += glyph.advance,
                            }
                            x += glyph.advance;
                            continue;
                        }
                        glyphs.push(KrillaGlyph::new(
                            GlyphId::new(glyph.id),
                            glyph.advance / size,
                            glyph.x / size,
                            // Down here, up in PDF.
                            -glyph.y / size,
                            0.0,
                            range.clone(),
                            None,
                        ));
                        x += glyph.advance;
                    }
                    // The rest of a ligature has no glyphs of its own.
                    if glyphs.len() == known
                        && cluster.is_ligature_continuation()
                        && let Some(last) = glyphs.last_mut()
                    {
                        last.text_range.start = last.text_range.start.min(range.start);
                        last.text_range.end = last.text_range.end.max(range.end);
                    }
                }
                if let (Some(font), false) = (font, glyphs.is_empty()) {
                    surface.draw_glyphs(
                        Point::from_xy(begin, y),
                        &glyphs,
                        font.clone(),
                        &paragraph.text,
                        size,
                        false,
                    );
                }
            }
        }
    }
}

fn paint(surface: &mut Surface<'_>, path: Option<Path>, fill: Option<Fill>, stroke: Option<Stroke>) {
    if let Some(path) = path {
        surface.set_fill(fill);
        surface.set_stroke(stroke);
        surface.draw_path(&path);
    }
}

/// A frame in the place of a character that no font has.
fn missing(surface: &mut Surface<'_>, x: f32, y: f32, advance: f32, size: f32, ink: [u8; 3]) {
    let area = Area::new(
        x + advance * 0.12,
        y - size * 0.7,
        (advance * 0.76).max(size * 0.2),
        size * 0.7,
    );
    paint(surface, outline_of(area), None, Some(stroke(ink, size * 0.05)));
}
