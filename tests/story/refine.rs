//! A search is refined: by a part of a photo, by several photos, by a piece of the catalogue, by folding the colours
//! of a design; and what has no picture is found by its words.

use crate::support::{Library, demo, file, picture, small_catalogue, text, words};
use image::{GenericImage, RgbImage};
use nova_engine::{Band, Reason, Region, SearchRequest};
use std::path::Path;

fn imported(table: impl Fn(&Path) -> std::path::PathBuf) -> Library {
    let library = Library::new();
    let table = table(library.folder.path());
    library.import(&table).unwrap();
    library
}

fn first(library: &Library, request: &SearchRequest) -> String {
    library.engine.search(request).unwrap().hits[0].id.clone()
}

#[test]
fn a_part_of_a_photo_finds_what_is_in_that_part() {
    let library = imported(small_catalogue);
    let folder = library.folder.path();
    let [red, green] = ["a.jpg", "c.jpg"].map(|name| image::open(folder.join(name)).unwrap().to_rgb8());
    let mut both = RgbImage::new(red.width() * 2, red.height());
    both.copy_from(&red, 0, 0).unwrap();
    both.copy_from(&green, red.width(), 0).unwrap();
    let path = folder.join("both.png");
    both.save(&path).unwrap();
    for (x, expected) in [(0.0, "1"), (0.5, "3")] {
        let request = SearchRequest {
            image: Some(text(&path)),
            crop: Some(Region {
                x,
                y: 0.0,
                width: 0.5,
                height: 1.0,
            }),
            ..SearchRequest::default()
        };
        assert_eq!(first(&library, &request), expected, "the half from {x} on");
    }
    let outside = SearchRequest {
        image: Some(text(&path)),
        crop: Some(Region {
            x: 0.8,
            y: 0.0,
            width: 0.5,
            height: 1.0,
        }),
        ..SearchRequest::default()
    };
    let error = library.engine.search(&outside).unwrap_err();
    assert!(error.to_string().contains("no part of a photo"), "{error}");
}

#[test]
fn several_photos_are_searched_as_what_they_have_in_common() {
    let library = demo();
    let shirts = library.engine.search(&SearchRequest {
        filters: vec!["type=Shirts".to_owned()],
        limit: Some(3),
        ..SearchRequest::default()
    });
    let hits = shirts.unwrap().hits;
    let photos: Vec<String> = hits.iter().filter_map(|hit| hit.image.clone()).collect();
    assert_eq!(photos.len(), 3, "the demo has three shirts with pictures");
    let request = SearchRequest {
        image: Some(photos[0].clone()),
        images: photos[1..].to_vec(),
        limit: Some(40),
        ..SearchRequest::default()
    };
    let found = library.engine.search(&request).unwrap();
    let near: Vec<&str> = found.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert!(
        hits.iter().all(|hit| near.contains(&hit.id.as_str())),
        "each of the three is nearer than nine tenths of the demo: {near:?}"
    );
    let alone = SearchRequest {
        images: vec![photos[0].clone()],
        limit: Some(1),
        ..SearchRequest::default()
    };
    assert_eq!(first(library, &alone), hits[0].id, "one photo is itself");
}

#[test]
fn more_like_a_piece_but_leaves_the_piece_out_and_listens_to_the_words() {
    let library = imported(small_catalogue);
    let like = |text: Option<&str>, mix: f32| SearchRequest {
        like: Some("1".to_owned()),
        text: text.map(str::to_owned),
        mix: Some(mix),
        ..SearchRequest::default()
    };
    let plain = library.engine.search(&like(None, 0.5)).unwrap();
    let ids: Vec<&str> = plain.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert!(
        ids.len() == 2 && !ids.contains(&"1"),
        "itself is not among its likes: {ids:?}"
    );
    assert_eq!(
        first(&library, &like(Some("but blue"), 0.3)),
        "2",
        "the words decide between them"
    );
    assert_eq!(first(&library, &like(Some("but green"), 0.3)), "3");
    let unknown = SearchRequest {
        like: Some("77".to_owned()),
        ..SearchRequest::default()
    };
    let error = library.engine.search(&unknown).unwrap_err();
    assert!(error.to_string().contains("no product"), "{error}");
}

#[test]
fn what_has_no_picture_is_found_by_its_words_and_not_by_a_photo() {
    let library = imported(|folder| {
        picture(folder, "a.jpg", [180, 20, 30]);
        picture(folder, "b.jpg", [20, 40, 150]);
        let rows =
            "id,title,price,image\n1,Red dress,50,a.jpg\n2,Blue dress,40,b.jpg\n3,Velvet opera cloak,90,\n";
        file(folder, "shop.csv", rows)
    });
    assert_eq!(
        first(&library, &words("velvet opera cloak")),
        "3",
        "its words are its own"
    );
    assert_eq!(
        first(&library, &words("blue dress")),
        "2",
        "a picture with the words is before it"
    );
    let found = library.engine.search(&words("blue dress")).unwrap();
    assert_eq!(
        found.total, 2,
        "what says nothing of the query is no answer: {:?}",
        found.hits
    );
    let photo = SearchRequest {
        image: Some(text(&library.folder.path().join("a.jpg"))),
        ..SearchRequest::default()
    };
    let found = library.engine.search(&photo).unwrap();
    assert!(
        found.hits.iter().all(|hit| hit.id != "3"),
        "a photo cannot be near to it"
    );
}

#[test]
fn the_colours_of_one_design_are_one_hit_when_folded_and_pages_stay_whole() {
    let library = imported(|folder| {
        for (name, colour) in [
            ("a.jpg", [180, 20, 30]),
            ("b.jpg", [170, 30, 40]),
            ("c.jpg", [160, 25, 35]),
        ] {
            picture(folder, name, colour);
        }
        let rows = "id,title,colour,brand,image\n1,Ada Red Dress,Red,Ada,a.jpg\n2,Ada Rose Dress,Rose,Ada,b.jpg\n3,Bea Dress,Red,Bea,c.jpg\n";
        file(folder, "shop.csv", rows)
    });
    let folded = SearchRequest {
        fold: true,
        ..words("dress")
    };
    let all = library.engine.search(&words("dress")).unwrap();
    assert_eq!(
        (all.total, all.hits.len()),
        (3, 3),
        "every product is there unfolded"
    );
    let found = library.engine.search(&folded).unwrap();
    assert_eq!(
        (found.total, found.hits.len()),
        (2, 2),
        "two designs: {:?}",
        found.hits
    );
    let ada = found.hits.iter().find(|hit| hit.brand == "Ada").unwrap();
    assert_eq!(ada.variants.len(), 1, "the other colour can be opened");
    let first_of_all = all.hits.iter().find(|hit| hit.brand == "Ada").unwrap();
    assert_eq!(ada.id, first_of_all.id, "the best colour stands for the design");
    let second = SearchRequest {
        offset: Some(1),
        limit: Some(1),
        ..folded
    };
    let page = library.engine.search(&second).unwrap();
    assert_eq!(
        page.hits[0].id, found.hits[1].id,
        "a page goes on where the first ended"
    );
}

#[test]
fn bands_tell_what_answers_from_what_is_only_nearest() {
    let library = demo();
    let request = SearchRequest {
        limit: Some(400),
        ..words("white sneakers")
    };
    let hits = library.engine.search(&request).unwrap().hits;
    assert_eq!(hits[0].band, Some(Band::Strong), "the demo has sneakers");
    assert_eq!(
        hits.last().unwrap().band,
        Some(Band::Far),
        "and much that is none"
    );
    let order: Vec<Option<Band>> = hits.iter().map(|hit| hit.band).collect();
    let rank = |band: &Option<Band>| match band {
        Some(Band::Strong) => 0,
        Some(Band::Fair) => 1,
        _ => 2,
    };
    assert!(order.is_sorted_by_key(rank), "bands go down with the score");
    let listed = library.engine.search(&SearchRequest::default()).unwrap();
    assert_eq!(listed.hits[0].band, None, "nothing was asked, so nothing answers");
}

#[test]
fn a_context_brings_forward_what_suits_it_and_leaves_nothing_out() {
    let library = demo();
    let asked = |context: Option<&str>| SearchRequest {
        context: context.map(str::to_owned),
        limit: Some(20),
        ..words("dress")
    };
    let plain = library.engine.search(&asked(None)).unwrap();
    let beach = library.engine.search(&asked(Some("beach"))).unwrap();
    let for_it = |hits: &[nova_engine::Hit]| {
        hits.iter()
            .filter(|hit| {
                let reasons = hit.reasons.iter();
                reasons
                    .into_iter()
                    .any(|reason| matches!(reason, Reason::Context { .. }))
            })
            .count()
    };
    assert_eq!(for_it(&plain.hits), 0, "nothing was asked for");
    assert!(for_it(&beach.hits) > 0, "the demo has pieces for the beach");
    assert_eq!(plain.total, beach.total, "a wish is no condition");
    let ids = |hits: &[nova_engine::Hit]| hits.iter().map(|hit| hit.id.clone()).collect::<Vec<_>>();
    assert_ne!(ids(&plain.hits), ids(&beach.hits), "the order changed");
    let unknown = library.engine.search(&asked(Some("moonwalk"))).unwrap_err();
    assert!(
        unknown.hint().contains("beach"),
        "it names what there is: {}",
        unknown.hint()
    );
}
