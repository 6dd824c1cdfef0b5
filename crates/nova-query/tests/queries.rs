//! Whole sentences, the same in six languages, and what they must be read as.

use nova_query::{
    Certainty, Contradiction, Facet, Language, Limit, ShopWords, Understood, facts, read, read_in, spoken,
};
use proptest::prelude::*;

fn understood(text: &str) -> Understood {
    read(text, &ShopWords::default())
}

fn wanted(text: &str) -> Vec<String> {
    let mut ids: Vec<String> = understood(text).wanted.into_iter().map(|item| item.id).collect();
    ids.sort();
    ids
}

fn refused(text: &str) -> Vec<String> {
    let mut ids: Vec<String> = understood(text).refused.into_iter().map(|item| item.id).collect();
    ids.sort();
    ids
}

/// What of `cases` is not read as it should be, all at once.
fn wrong(cases: &[(&[&str], &[&str], &[&str])]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (want, not, texts) in cases {
        for text in *texts {
            if wanted(text) != *want || refused(text) != *not {
                wrong.push(format!("{text}: {:?} without {:?}", wanted(text), refused(text)));
            }
        }
    }
    wrong
}

#[test]
fn the_same_wish_is_read_alike_in_six_languages() {
    let parallel: [(&[&str], &[&str], &[&str]); 12] = [
        (
            &["black", "dress"],
            &[],
            &[
                "a black dress",
                "une robe noire",
                "ein schwarzes Kleid",
                "un vestido negro",
                "黑色连衣裙",
                "فستان أسود",
            ],
        ),
        (
            &["men", "shirt", "white"],
            &[],
            &[
                "men's white shirts",
                "chemises blanches pour homme",
                "weiße Hemden für Herren",
                "camisas de hombre de color blanco",
                "男士衬衫白色",
                "قمصان رجالية بيضاء",
            ],
        ),
        (
            &["leather", "red", "shoes"],
            &[],
            &[
                "red leather shoes",
                "chaussures rouges en cuir",
                "rote Schuhe aus Leder",
                "zapatos rojos de cuero",
                "红色皮质鞋子",
                "حذاء أحمر جلد",
            ],
        ),
        (
            &["floral", "skirt"],
            &[],
            &[
                "floral skirts",
                "jupes à fleurs",
                "geblümte Röcke",
                "faldas de flores",
                "碎花半身裙",
                "تنورة مشجرة",
            ],
        ),
        (
            &["job interview"],
            &[],
            &[
                "something for a job interview",
                "quelque chose pour un entretien d'embauche",
                "etwas für ein Vorstellungsgespräch",
                "algo para una entrevista de trabajo",
                "面试穿的衣服要",
                "شيء لمقابلة عمل",
            ],
        ),
        (
            &["navy", "sweater", "wool"],
            &[],
            &[
                "navy jumper made of wool",
                "pull bleu marine en pure laine",
                "jersey azul marino de pura lana",
                "marineblauer Pullover aus Wolle",
                "藏青色毛线衣羊毛",
                "كنزة كحلية صوف",
            ],
        ),
        (
            &["T-shirt", "striped"],
            &[],
            &[
                "striped t-shirt",
                "t-shirt à rayures",
                "gestreiftes T-Shirt",
                "camiseta de rayas",
                "条纹 T恤",
                "تيشيرت مخطط",
            ],
        ),
        (
            &["bag", "brown"],
            &[],
            &[
                "brown bags",
                "sacs marron",
                "braune Taschen",
                "bolsos marrones",
                "棕色包包",
                "حقائب بنية",
            ],
        ),
        (
            &["coat", "winter", "women"],
            &[],
            &[
                "coat for women for winter",
                "manteau pour femme pour l'hiver",
                "Mantel für Damen für den Winter",
                "abrigo de mujer para el invierno",
                "女士冬季长外套",
                "معطف نسائي للشتاء",
            ],
        ),
        (
            &["jeans", "wedding guest"],
            &[],
            &[
                "jeans for a wedding guest",
                "jean pour une invitée à un mariage",
                "Jeans für Hochzeitsgast",
                "vaqueros para invitada de boda",
                "参加婚礼的牛仔裤",
                "جينز لحضور زفاف",
            ],
        ),
        (
            &["sleeveless", "top"],
            &[],
            &[
                "top without sleeves",
                "haut sans manches",
                "Top ohne Ärmel",
                "没有袖子的上衣",
                "توب بلا أكمام",
            ],
        ),
        (
            &["boys", "cap"],
            &[],
            &[
                "caps for boys",
                "casquettes pour garçons",
                "Caps für Jungen",
                "gorras para niños",
                "男孩鸭舌帽",
                "كاب للأولاد",
            ],
        ),
    ];
    let wrong = wrong(&parallel);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let texts = parallel[0].2;
    for (text, language) in texts.iter().zip(Language::ALL) {
        assert_eq!(understood(text).language, language, "{text}");
    }
}

#[test]
fn refusals_are_read_alike_in_six_languages() {
    let parallel: [(&[&str], &[&str], &[&str]); 9] = [
        (
            &["dress"],
            &["red"],
            &[
                "dress other than red",
                "dress -red",
                "not a red dress",
                "dress, but not red",
                "a dress in anything but red",
                "robe sauf rouge",
                "une robe, pas rouge",
                "robe autre que rouge",
                "Kleid, nicht rot",
                "kein rotes Kleid",
                "Kleid außer rot",
                "vestido que no sea rojo",
                "vestido excepto rojo",
                "不要红色的连衣裙",
                "除了红色以外的连衣裙",
                "连衣裙，不是红色",
                "فستان ليس أحمر",
                "فستان غير أحمر",
                "فستان ما عدا الأحمر",
            ],
        ),
        (
            &["shirt"],
            &["striped"],
            &[
                "shirt without stripes",
                "shirt with no stripes",
                "chemise sans rayures",
                "Hemd ohne Streifen",
                "camisa sin rayas",
                "不要条纹的衬衫",
                "قميص بدون خطوط",
            ],
        ),
        (
            &["dress"],
            &["floral", "red"],
            &[
                "dress, not red or floral",
                "dress, neither red nor floral",
                "robe ni rouge ni à fleurs",
                "Kleid, weder rot noch geblümt",
                "vestido sin rojo ni flores",
                "连衣裙，不要红色和碎花",
            ],
        ),
        (
            &["dress", "sleeveless"],
            &["black"],
            &["dress, not black and no sleeves", "robe sans manches, pas noire"],
        ),
        (
            &["dress", "wedding"],
            &["floral"],
            &[
                "dress without flowers for a wedding",
                "robe sans fleurs pour un mariage",
                "vestido sin flores para una boda",
                "Kleid ohne Blumen für eine Hochzeit",
                "فستان بدون ورود لحفل زفاف",
            ],
        ),
        (
            &["skirt"],
            &["long"],
            &["not too long skirt", "jupe pas trop longue"],
        ),
        (
            &[],
            &["red"],
            &["not red", "-red", "pas rouge", "不要红色", "ليس أحمر"],
        ),
        (&["bag"], &["leather"], &["bag, no leather", "leather-free bag"]),
        (
            &["party"],
            &["dress"],
            &["anything but dresses for a party", "no dresses, for a party"],
        ),
    ];
    let wrong = wrong(&parallel);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let long = understood("not too long skirt");
    assert!(long.refused[0].mild && !understood("not a red dress").refused[0].mild);
}

#[test]
fn idioms_with_a_no_are_no_refusals() {
    let mut wrong = Vec::new();
    for (text, id) in [
        ("white no show socks", "no-show socks"),
        ("no-show socks", "no-show socks"),
        ("no iron shirt", "non-iron"),
        ("non-iron shirt", "non-iron"),
        ("sans serif print t-shirt", "slogan"),
        ("a t-shirt with sans serif print", "T-shirt"),
        ("non-slip slippers", "non-slip"),
        ("sleeveless blouse", "sleeveless"),
        ("nothing fancy for the weekend", "minimalist"),
        ("no-fuss skirt", "minimalist"),
        ("no wire bra", "wireless bra feature"),
        ("underwear, no seams", "seamless"),
        ("chemise sans repassage", "non-iron"),
        ("soutien-gorge sans armatures", "wireless bra feature"),
        ("bügelfreies Hemd", "non-iron"),
        ("camisa sin plancha", "non-iron"),
        ("vestido sin tirantes", "strapless dress"),
        ("免烫衬衫", "non-iron"),
        ("无钢圈文胸", "wireless bra feature"),
        ("حمالة صدر بدون حمالات", "strapless bra"),
        ("without a doubt a red dress", "red"),
        ("keine Ahnung, etwas Rotes, ein Kleid", "red"),
        ("n'importe quelle robe rouge", "red"),
        ("sin duda un vestido rojo", "red"),
    ] {
        if !refused(text).is_empty() || !wanted(text).iter().any(|wanted| wanted == id) {
            wrong.push(format!("{text}: {:?} without {:?}", wanted(text), refused(text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_only_sounds_like_a_no_refuses_nothing() {
    let mut wrong = Vec::new();
    for text in [
        "you can't go wrong with a black dress",
        "none other than a red saree",
        "nothing beats white sneakers",
        "never say no to new shoes",
        "why don't you show me shirts",
        "no matter what colour, a cap",
        "not just for summer: sandals",
        "a wobblefree fuss-less bag, no flimflam",
        "hands-free bag",
        "sans plus attendre un jean",
        "il n'y a pas mieux qu'un bon sweat",
        "une robe sans tralala ni chipotage",
        "ne serait-ce qu'une ceinture",
        "kein Problem, eine Tasche",
        "ohne Wenn und Aber: Jeans",
        "nichts geht über eine gute Uhr",
        "nicht nur zum Sport, ein Shirt",
        "no hay nada como unos vaqueros",
        "ni más ni menos que un vestido",
        "sin lugar a dudas una falda",
        "不仅好看的包",
        "别致的耳环",
        "无论什么颜色的衬衫",
        "非常舒服的鞋子",
        "不掉色的T恤",
        "ليس فقط للصيف: صنادل",
        "حقيبة لا مثيل لها",
        "لا بد من حزام",
        "no-tie sports shoes",
        "lunettes de soleil sans monture",
        "نظارة شمسية بدون إطار",
    ] {
        if !refused(text).is_empty() || !understood(text).of(Facet::Kind).any(|_| true) {
            wrong.push(format!("{text}: {:?} without {:?}", wanted(text), refused(text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_no_may_stand_behind_what_it_refuses() {
    let mut wrong = Vec::new();
    for (text, id) in [
        ("mochila, negra no", "black"),
        ("sudadera, gris no por favor", "grey"),
        ("Rucksack, schwarz bitte nicht", "black"),
        ("牛仔裤，蓝色的不行", "blue"),
        ("夹克，黑色的不要", "black"),
        ("半身裙 除蓝色外", "blue"),
    ] {
        if refused(text) != [id] {
            wrong.push(format!("{text}: {:?} without {:?}", wanted(text), refused(text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(refused("a black bag, no?").is_empty(), "that asks for assent");
}

#[test]
fn what_is_refused_is_read_in_any_of_its_spellings() {
    let mut wrong = Vec::new();
    for (text, id) in [
        ("backpack w/o black", "black"),
        ("t-shirt non printed", "printed"),
        ("tees with no graphics", "printed"),
        ("t-shirt without print", "printed"),
        ("camiseta sin estampado", "printed"),
        ("没有印花的T恤", "printed"),
        ("top ni rosa", "pink"),
        ("تيشيرت ليس فيه طباعة", "printed"),
        ("Hemd nicht mit Aufdruck", "printed"),
        ("shoes -sandals", "sandals"),
        ("shirt -tie", "tie"),
    ] {
        if refused(text) != [id] {
            wrong.push(format!("{text}: {:?} without {:?}", wanted(text), refused(text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_shop_writes_is_read_in_its_language() {
    let names = |text, language| -> Vec<&str> {
        let mut names: Vec<&str> = facts(text, language).iter().map(|one| one.name()).collect();
        names.sort_unstable();
        names
    };
    assert_eq!(names("Robes", Some(Language::Fr)), ["dress"]);
    assert_eq!(names("Robes", None), ["dressing gown"]);
    let graphic = names("Graphic tee", None);
    assert!(
        graphic.contains(&"printed"),
        "it is a printed T-shirt: {graphic:?}"
    );
    let french = ["Chemises", "Robes", "Pull en laine", "Jupes"];
    assert_eq!(spoken(french.into_iter()), Some(Language::Fr));
    assert_eq!(
        spoken(["Shirts", "Robes", "Striped shirt"].into_iter()),
        Some(Language::En)
    );
    assert_eq!(spoken(["123", "--"].into_iter()), None);
}

#[test]
fn limits_are_read_alike_in_six_languages() {
    let mut wrong = Vec::new();
    for text in [
        "dress under 50 €",
        "robe à moins de 50 €",
        "Kleid bis 50 Euro",
        "vestido por menos de 50 euros",
        "50欧元以下的连衣裙",
        "فستان أقل من 50 يورو",
        "فستان أقل من ٥٠ يورو",
        "dress, not more than 50 euros",
        "五十欧元以下的连衣裙",
    ] {
        let price = understood(text).price;
        let right = price.as_ref().is_some_and(|price| {
            (price.min, price.max, price.limit) == (None, Some(50.0), Limit::Filter)
                && price.currency.as_deref() == Some("EUR")
        });
        if !right || wanted(text) != ["dress"] {
            wrong.push(format!("{text}: {price:?} {:?}", wanted(text)));
        }
    }
    for text in [
        "between 40 and 80 euros",
        "entre 40 et 80 euros",
        "zwischen 40 und 80 Euro",
        "entre 40 y 80 euros",
        "40到80欧元",
        "بين 40 و 80 يورو",
        "40-80 €",
        "from 40 to 80 euros",
        "von 40 bis 80 Euro",
        "between 40 and 80",
    ] {
        let price = understood(text).price;
        if !price
            .as_ref()
            .is_some_and(|price| (price.min, price.max) == (Some(40.0), Some(80.0)))
        {
            wrong.push(format!("{text}: {price:?}"));
        }
    }
    for (text, size) in [
        ("shirt size M", "M"),
        ("Kleid Größe 38", "38"),
        ("robe taille 38", "38"),
        ("vestido talla M", "M"),
        ("连衣裙 38码", "38"),
        ("فستان مقاس 40", "40"),
        ("trainers EU 42", "EU 42"),
        ("jeans W32 L34", "W32 L34"),
        ("hoodie XXL", "XXL"),
        ("coat in M", "M"),
        ("shoes UK 8", "UK 8"),
    ] {
        let sizes: Vec<String> = understood(text).sizes.into_iter().map(|size| size.size).collect();
        if sizes != [size] {
            wrong.push(format!("{text}: {sizes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(
        understood("about 50 euros").price.map(|price| price.limit),
        Some(Limit::Wish)
    );
}

#[test]
fn numbers_that_are_no_limits_are_none() {
    for text in [
        "501 jeans",
        "2-in-1 jacket",
        "3 pack socks",
        "90s jacket",
        "100% cotton shirt",
        "women over 50 dress",
        "dress",
        "3/4 sleeve top",
        "plus size dress",
        "dress for a 40 year old",
    ] {
        let understood = understood(text);
        assert_eq!(understood.price, None, "{text}");
        assert!(understood.sizes.is_empty(), "{text}: {:?}", understood.sizes);
    }
}

#[test]
fn limits_that_cannot_both_hold_are_told() {
    let both = understood("dress over 100 under 50");
    assert_eq!(both.price, None);
    assert_eq!(
        both.contradictions,
        [Contradiction::Price {
            min: 100.0,
            max: 50.0
        }]
    );
    assert_eq!(
        understood("dress over 50 under 100")
            .price
            .and_then(|price| price.max),
        Some(100.0)
    );
}

#[test]
fn slang_abbreviations_and_misspellings_are_understood() {
    let cases: [(&[&str], &[&str], &[&str]); 14] = [
        (&["little black dress"], &[], &["LBD", "lbd"]),
        (&["trainers"], &[], &["kicks", "sneakers", "trainers"]),
        (
            &["comfortable", "nightwear"],
            &[],
            &["comfy PJs", "comfortable pyjamas"],
        ),
        (
            &["one-piece swimsuit", "red"],
            &[],
            &["red cozzie", "red swim suit", "red swimsuit"],
        ),
        (
            &["T-shirt", "cotton"],
            &[],
            &["cotton tee", "cotton tshirt", "cotton t shirt", "cotton T-shirts"],
        ),
        (&["grey", "trousers"], &[], &["grey pants", "gray trousers"]),
        (
            &["black", "dress"],
            &[],
            &["balck dres", "blakc dress", "ｂｌａｃｋ ｄｒｅｓｓ"],
        ),
        (&["dress", "red"], &[], &["👗 red"]),
        (&["dress", "green"], &[], &["gruenes Kleid", "grünes Kleid"]),
        (&["summer dress"], &[], &["Sommerkleid", "Sommerkleider"]),
        (&["shoes", "women"], &[], &["Damenschuhe"]),
        (&["shirt", "silk"], &[], &["Seidenhemd", "Hemd aus Seide"]),
        (
            &["ecru", "lace dress"],
            &[],
            &["robe en dentelle ecru", "robe en dentelle écrue"],
        ),
        (&[], &[], &["unicorn saddle", "garden hose", "xylophone"]),
    ];
    let wrong = wrong(&cases);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let slip = understood("balck dress");
    assert_eq!(slip.corrections.len(), 1);
    assert_eq!(slip.wanted[0].certainty, Certainty::Corrected);
}

#[test]
fn the_shops_words_win() {
    let mut shop = ShopWords::default();
    shop.add_brand("Red Tape");
    shop.add_brand("Only");
    shop.add_kind("Kurta Sets");
    shop.add_kind("Jumper");
    shop.add_colour("Sunset");
    shop.add_text("Zapato Balck");
    let read = |text| read(text, &shop);
    let tape = read("red tape shoes");
    assert_eq!(
        tape.of(Facet::Brand).next().map(|item| item.id.as_str()),
        Some("Red Tape")
    );
    assert_eq!(tape.of(Facet::Colour).count(), 0, "red is a part of the name");
    assert_eq!(read("only jeans").of(Facet::Brand).count(), 1);
    let jumper = read("jumper");
    assert_eq!(jumper.wanted[0].shop.as_deref(), Some("Jumper"));
    let sunset = read("sunset jumper");
    assert_eq!(
        sunset.of(Facet::Colour).next().map(|item| item.id.as_str()),
        Some("Sunset")
    );
    assert!(read("balck").corrections.is_empty(), "the shop writes it so");
}

#[test]
fn a_word_of_two_languages_is_read_by_its_company() {
    let cases: [(&[&str], &[&str], &[&str]); 4] = [
        (&["dress", "red"], &[], &["robe rouge"]),
        (&["dressing gown", "white"], &[], &["white robe"]),
        (&["red", "skirt"], &[], &["roter Rock"]),
        (&["T-shirt", "punk"], &[], &["rock t-shirt"]),
    ];
    let wrong = wrong(&cases);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let hinted = read_in("robe", &ShopWords::default(), Some(Language::Fr));
    assert_eq!(hinted.wanted[0].id, "dress");
}

#[test]
fn the_english_of_a_sentence_is_what_is_wanted() {
    for (text, english) in [
        ("robe noire pour un mariage", "black dress for a wedding"),
        ("not black dress under 50 €", "dress"),
        ("balck dres", "black dress"),
        ("LBD", "little black dress"),
        ("红色连衣裙", "red dress"),
        ("blaues Hemd mit Kragen", "blue shirt with collar"),
        ("red or blue dress", "red or blue dress"),
        ("chaussures femme", "women's shoes"),
        ("not red", ""),
    ] {
        assert_eq!(understood(text).english, english, "{text}");
    }
}

#[test]
fn bad_input_is_borne() {
    for text in [
        "", " ", "-", "!!!", "---", "not", "不要", "بدون", "€", "🦄", "'", "\u{0}", "，，",
    ] {
        let understood = understood(text);
        assert!(understood.wanted.is_empty(), "{text:?}");
        assert_eq!(understood.english, "", "{text:?}");
    }
    let long = "dress not ".repeat(1_000);
    let end = understood(&long).rest.last().map(|rest| rest.end);
    assert_eq!(end, Some(long.len()), "the end is told as unread");
    assert!(!understood("فستان Zara أحمر 👗 RED").is_empty());
}

proptest! {
    #[test]
    fn every_place_lies_on_the_text(text in "\\PC{0,60}|([a-z ]{0,6}(not|dress|sin|ohne|不要|红|فستان|under 50|,|-|'|👗|ß|Ä|Ｋ)){0,12}") {
        let understood = understood(&text);
        for item in &understood.wanted {
            prop_assert_eq!(&text[item.start..item.end], item.said.as_str());
        }
        for refusal in &understood.refused {
            prop_assert!(text[refusal.start..refusal.end].ends_with(&refusal.said));
        }
        for rest in &understood.rest {
            prop_assert_eq!(&text[rest.start..rest.end], rest.said.as_str());
        }
        if let Some(price) = &understood.price {
            prop_assert_eq!(&text[price.start..price.end], price.said.as_str());
        }
        facts(&text, None);
        for hint in Language::ALL {
            read_in(&text, &ShopWords::default(), Some(hint));
        }
    }
}
