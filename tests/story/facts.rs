//! What went wrong and what was left out travels as facts beside the terminal's sentences.

use crate::support::{Library, file, text};
use nova_engine::{
    CatalogFault, CreateProfileRequest, ImportRequest, LeftOut, PictureFault, Problem, ProfileRequest,
    QuarantineRequest, Rejection, RowFault, TableFault, Thing,
};
use serde_json::json;

#[test]
fn rows_and_pictures_that_were_left_out_say_why_as_facts() {
    let library = Library::new();
    let folder = library.folder.path();
    file(folder, "broken.jpg", "no picture at all");
    let table = "id,title,image,price\n1,Shirt,broken.jpg,10\n,Coat,,20\n1,Hat,,5\n2,Sock,gone.jpg,7\n";
    let table = file(folder, "shop.csv", table);
    library.import(&table).unwrap();
    let left_out = library
        .engine
        .quarantine(&QuarantineRequest::default())
        .unwrap()
        .entries;
    let why: Vec<LeftOut> = left_out.into_iter().filter_map(|entry| entry.why).collect();
    let is_text = |problem: &Problem| match problem {
        Problem::Picture { fault, .. } => *fault == PictureFault::Text,
        _ => false,
    };
    let row = |fault: RowFault| LeftOut::Row { fault };
    assert!(why.contains(&row(RowFault::NoId)), "{why:?}");
    assert!(why.contains(&row(RowFault::IdTwice { line: 2 })), "{why:?}");
    assert!(
        why.iter().any(|why| match why {
            LeftOut::File { problem } => is_text(problem),
            _ => false,
        }),
        "{why:?}"
    );
    assert!(
        why.iter().any(|why| matches!(why, LeftOut::NotThere { .. })),
        "{why:?}"
    );
    assert_eq!(why.len(), 4, "everything has its fact: {why:?}");
}

#[test]
fn a_table_that_cannot_be_read_says_why_as_a_fact() {
    let library = Library::new();
    let path = file(library.folder.path(), "shop.csv", "id,title\n1,\"open\n");
    let error = library
        .engine
        .import_preview(&serde_json::from_value(json!({ "source": text(&path) })).unwrap())
        .err();
    let problem = error.and_then(|error| error.problem());
    let fault = CatalogFault::Table(TableFault::OpenQuotation { line: 2 });
    let path = text(&path);
    assert_eq!(problem, Some(Problem::Catalogue { path, fault }));
    let missing = ImportRequest {
        source: text(&library.folder.path().join("nowhere.csv")),
        ..ImportRequest::default()
    };
    let problem = library
        .import_with(missing)
        .err()
        .and_then(|error| error.problem());
    let told = serde_json::to_value(problem).unwrap();
    assert_eq!(told["fault"], json!({ "kind": "missing" }), "{told}");
}

#[test]
fn a_rejected_request_is_a_fact_and_reads_as_before() {
    let library = Library::new();
    let ada = CreateProfileRequest {
        name: "Ada".to_owned(),
    };
    library.engine.create_profile(&ada).unwrap();
    let error = library.engine.create_profile(&ada).unwrap_err();
    assert_eq!(error.to_string(), "there is a profile \"Ada\" already");
    assert_eq!(error.hint(), "Choose another name, or use the one that is there.");
    let name = "Ada".to_owned();
    let rejection = Rejection::ClientExists { name };
    assert_eq!(error.problem(), Some(Problem::Rejected { rejection }));
    let nobody = ProfileRequest {
        profile: Some("Eve".to_owned()),
    };
    let error = library.engine.boards(&nobody).unwrap_err();
    let (thing, name) = (Thing::Profile, "Eve".to_owned());
    assert_eq!(error.problem(), Some(Problem::Missing { thing, name }));
}
