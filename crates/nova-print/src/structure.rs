//! What a document's marks mean to a reader's program: the tree of tags, the links, and the outline of its headings.

use crate::sheet::{Area, Link, Mark, Role, Shape};
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Rect};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::Page;
use krilla::tagging::{Identifier, Tag, TagGroup, TagTree};
use std::num::NonZeroU16;

/// What is read together.
#[derive(PartialEq)]
enum Of {
    /// A piece, or what belongs to none.
    Piece(Option<usize>),
    /// The table of contents.
    Contents,
}

/// The structure of a document as far as its pages were drawn.
pub(crate) struct Structure {
    tree: TagTree,
    outline: Outline,
    /// The entry of the outline that takes in headings of the third level.
    open: Option<OutlineNode>,
}

impl Structure {
    /// That of a document in a language without pages.
    pub fn new(language: &str) -> Self {
        Structure {
            tree: TagTree::new().with_lang(Some(language.to_owned())),
            outline: Outline::new(),
            open: None,
        }
    }

    /// Adds the marks of a page, which were drawn with these identifiers.
    pub fn add_page(
        &mut self,
        canvas: &mut Page<'_>,
        number: usize,
        marks: &[Mark],
        drawn: &[Option<Identifier>],
    ) {
        let mut section: Option<(Of, TagGroup)> = None;
        let mut marks = marks
            .iter()
            .zip(drawn)
            .filter_map(|(mark, identifier)| Some((mark, (*identifier)?)))
            .peekable();
        while let Some((mark, identifier)) = marks.next() {
            let (of, group) = match mark.role {
                Role::Entry(place) => {
                    let mut parts = vec![identifier];
                    let mut link = mark.link.as_ref();
                    let mut title = mark;
                    while let Some((more, identifier)) =
                        marks.next_if(|(more, _)| more.role == Role::Entry(place))
                    {
                        parts.push(identifier);
                        if link.is_none() && more.link.is_some() {
                            (link, title) = (more.link.as_ref(), more);
                        }
                    }
                    let named = said(mark);
                    let inside = linked(canvas, title, &named, parts);
                    let mut entry = TagGroup::new(Tag::TOCI);
                    entry.push(TagGroup::with_children(Tag::Reference, inside));
                    (Of::Contents, entry)
                }
                _ => {
                    let inside = linked(canvas, mark, &said(mark), vec![identifier]);
                    let mut group = group(mark);
                    for child in inside {
                        group.push(child);
                    }
                    (Of::Piece(mark.piece), group)
                }
            };
            self.note_heading(mark, number);
            match &mut section {
                Some((own, all)) if *own == of => all.push(group),
                other => {
                    if let Some((_, done)) = other.take() {
                        self.tree.push(done);
                    }
                    let together = match of {
                        Of::Contents => TagGroup::with_children(Tag::TOC, vec![group.into()]),
                        Of::Piece(_) => TagGroup::with_children(Tag::Section, vec![group.into()]),
                    };
                    *other = Some((of, together));
                }
            }
        }
        if let Some((_, done)) = section {
            self.tree.push(done);
        }
    }

    /// The tree of tags and the outline.
    pub fn finish(mut self) -> (TagTree, Outline) {
        self.close();
        (self.tree, self.outline)
    }

    /// Headings of the third level stand below the one of the second before them.
    fn note_heading(&mut self, mark: &Mark, page: usize) {
        let (Role::Heading(level), Shape::Text(text)) = (&mark.role, &mark.shape) else {
            return;
        };
        let place = XyzDestination::new(page, Point::from_xy(mark.area.x, mark.area.y));
        let node = OutlineNode::new(text.text.clone(), place);
        match &mut self.open {
            Some(open) if *level > 2 => open.push_child(node),
            _ => {
                self.close();
                self.open = Some(node);
            }
        }
    }

    fn close(&mut self) {
        if let Some(done) = self.open.take() {
            self.outline.push_child(done);
        }
    }
}

/// The text of a mark.
fn said(mark: &Mark) -> String {
    match &mark.shape {
        Shape::Text(text) => text.text.clone(),
        _ => String::new(),
    }
}

/// What was drawn, within a link where its mark leads somewhere. A link within the document is called after its mark.
fn linked(
    canvas: &mut Page<'_>,
    mark: &Mark,
    named: &str,
    drawn: Vec<Identifier>,
) -> Vec<krilla::tagging::Node> {
    let inside = drawn.into_iter().map(Into::into);
    let Area { x, y, width, height } = mark.area;
    let (Some(link), Some(area)) = (&mark.link, Rect::from_xywh(x, y, width, height)) else {
        return inside.collect();
    };
    let (target, alt) = match link {
        Link::Web(address) => (
            Target::Action(Action::Link(LinkAction::new(address.clone()))),
            address.clone(),
        ),
        Link::Page(page) => (
            Target::Destination(XyzDestination::new(*page, Point::from_xy(0.0, 0.0)).into()),
            named.to_owned(),
        ),
    };
    let annotation = Annotation::new_link(LinkAnnotation::new(area, target), Some(alt));
    let mut group = TagGroup::with_children(Tag::Link, inside.collect());
    group.push(canvas.add_tagged_annotation(annotation));
    vec![group.into()]
}

fn group(mark: &Mark) -> TagGroup {
    match &mark.role {
        Role::Heading(level) => {
            let title = match &mark.shape {
                Shape::Text(text) => Some(text.text.clone()),
                _ => None,
            };
            TagGroup::new(Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), title))
        }
        Role::Figure(alt) => TagGroup::new(Tag::Figure(Some(alt.clone()).filter(|alt| !alt.is_empty()))),
        Role::Text | Role::Entry(_) | Role::Decoration => TagGroup::new(Tag::P),
    }
}
