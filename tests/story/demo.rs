//! The main job on the demo catalogue: words, a photo, both, and what resembles a product.

use crate::support::{Library, demo, words};
use nova_engine::{Cancel, FacetsRequest, Hit, ProductRequest, Reason, SearchRequest, SimilarRequest, Sort};
use std::collections::HashSet;

fn hits(request: &SearchRequest) -> Vec<Hit> {
    demo().engine.search(request).expect("the search answers").hits
}

fn ids(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.id.as_str()).collect()
}

/// A product of the demo of that type, and its picture's file.
fn a_product_of(kind: &str) -> (String, String) {
    let request = SearchRequest {
        filters: vec![format!("type={kind}")],
        ..SearchRequest::default()
    };
    let hit = hits(&request)
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("the demo has {kind}"));
    (
        hit.id,
        hit.image.expect("every product of the demo has a picture"),
    )
}

#[test]
fn words_find_garments_of_their_type() {
    for (query, kind) in [
        ("jeans", "Jeans"),
        ("a dress for a summer party", "Dress"),
        ("leather handbag", "bag"),
        ("sneakers", "Sneakers"),
    ] {
        let found = hits(&words(query));
        let right = found
            .iter()
            .filter(|hit| hit.kind.to_lowercase().contains(&kind.to_lowercase()))
            .count();
        let kinds: Vec<&str> = found.iter().map(|hit| hit.kind.as_str()).collect();
        assert!(right >= 6, "\"{query}\" must bring {kind}; it brought {kinds:?}");
    }
}

#[test]
fn a_products_own_picture_finds_it_first() {
    for kind in ["Jeans", "Sneakers", "Shirts"] {
        let (id, picture) = a_product_of(kind);
        let found = hits(&SearchRequest {
            image: Some(picture),
            limit: Some(10),
            ..SearchRequest::default()
        });
        assert_eq!(found[0].id, id, "nothing looks more like a picture than itself");
        assert!(found[0].score > 0.99, "and its score says so: {}", found[0].score);
        assert!(found[0].reasons.contains(&Reason::Photo), "it says why");
    }
}

#[test]
fn the_slider_goes_from_the_words_to_the_photo() {
    let (_, picture) = a_product_of("Sneakers");
    let both = |mix: f32| SearchRequest {
        image: Some(picture.clone()),
        mix: Some(mix),
        limit: Some(40),
        ..words("red dress")
    };
    let (at_words, at_photo) = (hits(&both(0.0)), hits(&both(1.0)));
    let only_words = hits(&SearchRequest {
        limit: Some(40),
        ..words("red dress")
    });
    assert_eq!(ids(&at_words), ids(&only_words), "at 0 it is the words alone");
    let only_photo = hits(&SearchRequest {
        image: Some(picture.clone()),
        limit: Some(40),
        ..SearchRequest::default()
    });
    assert_eq!(ids(&at_photo), ids(&only_photo), "at 1 it is the photo alone");

    let of_photo: HashSet<&str> = ids(&at_photo).into_iter().collect();
    let overlaps: Vec<usize> = [0.0, 0.25, 0.5, 0.75, 1.0]
        .map(|mix| {
            ids(&hits(&both(mix)))
                .iter()
                .filter(|id| of_photo.contains(*id))
                .count()
        })
        .to_vec();
    assert!(
        overlaps.windows(2).all(|pair| pair[0] <= pair[1]),
        "each step brings more of the photo: {overlaps:?}"
    );
    assert!(
        overlaps[0] < overlaps[2] && overlaps[2] < overlaps[4],
        "the middle is neither end: {overlaps:?}"
    );
    let middle = hits(&both(0.5));
    assert!(
        middle[0].text_score.is_some() && middle[0].image_score.is_some(),
        "each side shows its part"
    );
}

#[test]
fn what_is_similar_is_of_the_same_kind_and_not_itself() {
    let engine = &demo().engine;
    let all = SearchRequest {
        limit: Some(usize::MAX),
        ..SearchRequest::default()
    };
    let pieces = engine.search(&all).expect("the catalogue").hits;
    let facts = |id: &str| {
        let product = engine.product(&ProductRequest { id: id.to_owned() });
        product.expect("it is in the catalogue").product
    };
    let (mut near, mut same_category, mut same_subcategory) = (0_usize, 0_usize, 0_usize);
    for piece in pieces.iter().step_by(5) {
        let request = SimilarRequest {
            id: piece.id.clone(),
            limit: Some(5),
            offset: None,
            same_wearer: false,
            filters: Vec::new(),
        };
        let own = facts(&piece.id);
        for hit in engine.similar(&request).expect("it has an embedding").hits {
            assert_ne!(hit.id, piece.id, "a product is not similar to itself");
            let other = facts(&hit.id);
            near += 1;
            same_category += usize::from(other.category == own.category);
            same_subcategory += usize::from(other.subcategory == own.subcategory);
        }
    }
    assert!(
        same_category * 10 >= near * 9,
        "{same_category} of {near} share the category"
    );
    assert!(
        same_subcategory * 10 >= near * 6,
        "{same_subcategory} of {near} share the subcategory"
    );
}

#[test]
fn pages_follow_each_other_without_gap_or_cap() {
    let total = demo().engine.stats().expect("stats").products;
    let page = |offset| SearchRequest {
        offset: Some(offset),
        limit: Some(50),
        ..words("blue")
    };
    let mut seen = Vec::new();
    for offset in (0..total).step_by(50) {
        seen.extend(hits(&page(offset)).into_iter().map(|hit| hit.id));
    }
    assert_eq!(seen.len(), total, "every product is on some page");
    assert_eq!(
        seen.iter().collect::<HashSet<_>>().len(),
        total,
        "and on one only"
    );
}

#[test]
fn filters_are_constraints_and_sorts_are_kept() {
    let request = SearchRequest {
        filters: vec!["price<=80".into(), "in_stock=yes".into()],
        sort: Sort::PriceAsc,
        limit: Some(500),
        ..SearchRequest::default()
    };
    let found = hits(&request);
    assert!(!found.is_empty(), "the demo has something below 80");
    assert!(
        found
            .iter()
            .all(|hit| hit.in_stock && hit.price.is_some_and(|price| price <= 80.0)),
        "none breaks a filter"
    );
    assert!(
        found.windows(2).all(|pair| pair[0].price <= pair[1].price),
        "the cheapest come first"
    );
}

#[test]
fn facets_count_what_the_filters_leave() {
    let all = demo().engine.facets(&FacetsRequest::default()).expect("facets");
    let jeans = FacetsRequest {
        filters: vec!["type=Jeans".into()],
    };
    let narrowed = demo().engine.facets(&jeans).expect("facets");
    assert!(narrowed.total < all.total, "a filter narrows");
    assert_eq!(
        narrowed.fields["type"], all.fields["type"],
        "other types stay to be chosen"
    );
    let colours: usize = narrowed.fields["colour"].iter().map(|value| value.count).sum();
    assert!(colours >= narrowed.total, "each pair of jeans has a colour");
}

#[test]
fn a_product_shows_all_its_fields() {
    let (id, _) = a_product_of("Dresses");
    let shown = demo()
        .engine
        .product(&ProductRequest { id })
        .expect("it is there");
    assert!(
        shown.embedded && !shown.product.colours.is_empty() && shown.product.price.is_some(),
        "nothing is lost"
    );
    let thumb = shown
        .thumb
        .and_then(|key| demo().engine.thumb_path(&key))
        .expect("it has a thumbnail");
    assert!(thumb.is_file(), "and the file is there");
}

#[test]
fn an_index_gives_what_the_exact_scan_gives() {
    let options = nova_engine::OpenOptions {
        index_min_rows: Some(10),
        ..Default::default()
    };
    let library = Library::with(options);
    let index = library.engine.library().join("index");
    std::fs::create_dir_all(&index).expect("a folder");
    std::fs::write(index.join("pictures.hnsw"), "of an older version").expect("a file");
    library
        .engine
        .import_demo(&Cancel::default(), &|_| ())
        .expect("the demo is imported");
    assert!(
        index.join("pictures.parts").is_file() && !index.join("pictures.hnsw").exists(),
        "an index of the kind that is not used is taken away"
    );
    assert_eq!(
        library.engine.stats().expect("stats").index,
        nova_engine::IndexKind::Parts,
        "the index is in use"
    );
    let near = library
        .engine
        .search(&words("navy trousers"))
        .expect("it answers")
        .hits;
    let exact = library
        .engine
        .search(&SearchRequest {
            exact: true,
            ..words("navy trousers")
        })
        .expect("it answers")
        .hits;
    let found = ids(&near).iter().filter(|id| ids(&exact).contains(id)).count();
    assert!(found >= 9, "recall@10 is {found} of 10");
    assert!(
        library.engine.doctor().expect("doctor").ok,
        "and the doctor finds the index sound"
    );
}

#[test]
fn nothing_unwanted_is_among_the_first() {
    let wanted = hits(&words("dress"));
    let without = hits(&SearchRequest {
        not: vec!["red".into()],
        ..words("dress")
    });
    let red = |hits: &[Hit]| {
        hits.iter()
            .filter(|hit| hit.colours.iter().any(|colour| colour == "red"))
            .count()
    };
    assert!(red(&without) <= red(&wanted), "\"not red\" never brings more red");
    let said = hits(&words("dress, not red"));
    assert_eq!(ids(&said), ids(&without), "saying it in the sentence is the same");
    let twenty = SearchRequest {
        not: vec!["sneakers".into()],
        ..words("sneakers and jeans")
    };
    let sneakers = hits(&twenty).iter().filter(|hit| hit.kind == "Sneakers").count();
    let plain = hits(&words("sneakers and jeans"))
        .iter()
        .filter(|hit| hit.kind == "Sneakers")
        .count();
    assert!(
        sneakers < plain || plain == 0,
        "\"not sneakers\" brings fewer: {sneakers} after {plain}"
    );
}
