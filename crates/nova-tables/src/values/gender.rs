//! Whom a garment is cut for, in the words of many languages.

/// Whom a word says that a garment is cut for, as the catalogue writes it; `None` for any other word.
pub fn gender(word: &str) -> Option<&'static str> {
    let lower = word.trim().to_lowercase().replace('’', "'");
    Some(match lower.as_str() {
        "women"
        | "woman"
        | "women's"
        | "womens"
        | "womenswear"
        | "female"
        | "females"
        | "ladies"
        | "lady"
        | "ladieswear"
        | "damen"
        | "dames"
        | "vrouwen"
        | "frauen"
        | "femme"
        | "femmes"
        | "mujer"
        | "mujeres"
        | "donna"
        | "donne"
        | "dame"
        | "dam"
        | "kvinder"
        | "kvinna"
        | "kvinne"
        | "naiset"
        | "kobieta"
        | "damskie"
        | "damska"
        | "damski"
        | "feminino"
        | "feminina"
        | "mulher"
        | "femenino"
        | "femenina"
        | "femminile"
        | "féminin"
        | "weiblich"
        | "женский"
        | "женская"
        | "женские"
        | "женское"
        | "для женщин"
        | "женщинам"
        | "женщины"
        | "жіночий"
        | "жіноча"
        | "жінки"
        | "жіноче"
        | "жіночі"
        | "женско"
        | "жене"
        | "žene"
        | "ženske"
        | "ženski"
        | "ženy"
        | "dámské"
        | "dámske"
        | "női"
        | "kadın"
        | "bayan"
        | "γυναικεία"
        | "γυναικες"
        | "女"
        | "女性"
        | "女士"
        | "女装"
        | "女款"
        | "レディース"
        | "여성"
        | "نساء"
        | "نسائي"
        | "حريمي"
        | "женщина"
        | "femei" => "Women",
        "men"
        | "man"
        | "men's"
        | "mens"
        | "menswear"
        | "male"
        | "males"
        | "gents"
        | "gentlemen"
        | "herren"
        | "heren"
        | "mannen"
        | "männer"
        | "homme"
        | "hommes"
        | "hombre"
        | "hombres"
        | "uomo"
        | "uomini"
        | "herre"
        | "herr"
        | "mænd"
        | "män"
        | "miehet"
        | "mężczyzna"
        | "męskie"
        | "męska"
        | "męski"
        | "masculino"
        | "masculina"
        | "homem"
        | "maschile"
        | "masculin"
        | "männlich"
        | "мужской"
        | "мужская"
        | "мужские"
        | "мужское"
        | "для мужчин"
        | "мужчинам"
        | "мужчины"
        | "чоловічий"
        | "чоловіча"
        | "чоловіки"
        | "чоловіче"
        | "чоловічі"
        | "muškarci"
        | "muške"
        | "muški"
        | "muži"
        | "pánské"
        | "pánske"
        | "férfi"
        | "erkek"
        | "ανδρικά"
        | "男"
        | "男性"
        | "男士"
        | "男装"
        | "男款"
        | "メンズ"
        | "남성"
        | "رجال"
        | "رجالي"
        | "мужчина"
        | "bărbați" => "Men",
        "girl"
        | "girls"
        | "girl's"
        | "girls'"
        | "girlswear"
        | "mädchen"
        | "fille"
        | "filles"
        | "niña"
        | "niñas"
        | "meisjes"
        | "bambina"
        | "девочки"
        | "для девочек"
        | "девочкам"
        | "дівчатка"
        | "女童"
        | "ガールズ"
        | "devojčice"
        | "dziewczynka" => "Girls",
        "boy"
        | "boys"
        | "boy's"
        | "boys'"
        | "boyswear"
        | "jungen"
        | "garçon"
        | "garçons"
        | "niño"
        | "niños"
        | "jongens"
        | "bambino"
        | "мальчики"
        | "для мальчиков"
        | "мальчикам"
        | "хлопчики"
        | "男童"
        | "ボーイズ"
        | "dečaci"
        | "chłopiec" => "Boys",
        "unisex" | "uni-sex" | "unisexe" | "унисекс" | "унісекс" | "中性" | "男女通用" | "ユニセックス"
        | "남녀공용" | "للجنسين" | "unissex" | "gender neutral" | "mixte" => "Unisex",
        _ => return None,
    })
}

/// As [`gender`], for a column that holds nothing else: single letters mean something there too.
pub(crate) fn gender_in_column(word: &str) -> Option<&'static str> {
    gender(word).or_else(|| {
        Some(match word.trim().to_lowercase().trim_end_matches('.') {
            "f" | "w" | "d" | "ж" | "k" => "Women",
            "m" | "h" | "м" | "e" => "Men",
            "u" | "x" | "у" => "Unisex",
            "adults" | "adult" => return None,
            other => {
                // "Women > Shoes" and "women,men".
                let words: Vec<&'static str> = other
                    .split([',', ';', '|', '>', '/', '&', ' '])
                    .filter_map(gender)
                    .collect();
                match words.as_slice() {
                    [] => return None,
                    [one] => one,
                    [one, rest @ ..] if rest.iter().all(|word| word == one) => one,
                    _ => "Unisex",
                }
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_women_and_men_are_known_in_their_languages() {
        assert_eq!(gender("Damen"), Some("Women"));
        assert_eq!(gender("women’s"), Some("Women"));
        assert_eq!(gender("Homme"), Some("Men"));
        assert_eq!(gender("sale"), None);
    }
}
