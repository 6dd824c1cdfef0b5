//! The words by which shops name what a product is, in the languages whose catalogues we read. How they are found in a
//! name is `kind`'s matter.

use super::kind::Family;
use Family::*;

/// Where a noun phrase of a language has its head: an English dress shirt is a shirt, and a French robe chemise a robe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// At its end, and at the end of compounds: English, German, Dutch, the languages of Scandinavia, Chinese.
    Last,
    /// At its beginning: the Romance languages, Polish and Arabic.
    First,
}

/// Families with their words, singular and folded, separated by `|`. Where words overlap the longest counts, so that
/// a Handschuh is no Schuh; of words of three letters or fewer, only whole ones count.
pub(super) const WORDS: &[(Family, Head, &str)] = &[
    (
        Tee,
        Head::Last,
        "tshirt|t shirt|tee|top|topwear|upper body|tank|tank top|vest top|singlet|polo|polo shirt|crop top|tube top|bustier|corset|\
         camisole|cami|camisole top|halter|bralette top|bra top|sports bra|sport bra|running bra|yoga bra|jersey top|bodysuit|body suit|longsleeve|\
         long sleeve|muscle top|bras tank|choli|oberteil|shirt mit rundhals|langarmshirt|trikot|topje|hemdchen|linne|\
         topp|tröja|ærmeløs|T恤|背心|上衣",
    ),
    (
        Tee,
        Head::First,
        "haut|débardeur|tee shirt|camiseta|remera|playera|maglietta|canotta|maglia|camisola|regata|koszulka|\
         bluzka|قميص قصير|تيشيرت|توب|بلوزة",
    ),
    (
        Shirt,
        Head::Last,
        "shirt|blouse|tunic|kurta|kurti|flannel shirt|overshirt|dress shirt|hemd|bluse|\
         tunika|overhemd|bloes|skjorta|skjorte|blus|衬衫|襯衫|罩衫",
    ),
    (
        Shirt,
        Head::First,
        "chemise|chemisier|blouse|tunique|camisa|blusa|túnica|camicia|camicetta|tunica|koszula|قميص",
    ),
    (
        Knit,
        Head::Last,
        "sweater|jumper|pullover|cardigan|knit|knitwear|hoodie|hoody|sweatshirt|sweat|turtleneck|roll neck|rollneck|shrug|\
         bolero|fleece|twin set|twinset|sweater vest|sweatjacke|strickjacke|strickpullover|strick|kapuzenpullover|\
         pulli|trui|vest gebreid|stickad|genser|strikket|koftan|毛衣|针织衫|開衫|卫衣|套头衫",
    ),
    (
        Knit,
        Head::First,
        "pull|pull over|gilet en maille|tricot|suéter|jersey|sudadera|rebeca|chaqueta de punto|maglione|felpa|cardigan|camisola de malha|\
         sweter|bluza|كنزة|سترة صوف|هودي",
    ),
    (
        Trousers,
        Head::Last,
        "trouser|pant|bottomwear|chino|jogger|slack|culotte|capri|cargo|sweatpant|track pant|trackpant|bottom|churidar|salwar|patiala|palazzo|\
         bloomer|hose|stoffhose|jogginghose|sporthose|broek|byxa|byxor|bukse|bukser|buks|裤子|长裤|褲",
    ),
    (
        Trousers,
        Head::First,
        "pantalon|pantalón|pantalone|calça|spodnie|بنطلون|سروال",
    ),
    (
        Jeans,
        Head::Last,
        "jean|denim trouser|denim pant|jegging|jeanshose|牛仔裤",
    ),
    (Jeans, Head::First, "vaquero|tejano|جينز"),
    (
        Shorts,
        Head::Last,
        "short|bermuda|hot pant|cycling short|kurze hose|korte broek|短裤",
    ),
    (
        Shorts,
        Head::First,
        "pantalón corto|pantaloncino|bermuda|szorty|شورت",
    ),
    (
        Leggings,
        Head::Last,
        "legging|yoga pant|running tight|sport tight|sports tight|training tight|treggings|legging broek|tights sport",
    ),
    (Leggings, Head::First, "leggings|malla|ليقنز"),
    (
        Skirt,
        Head::Last,
        "skirt|skort|lehenga|kilt|rock|jupe|rok|kjol|skjørt|nederdel|裙子|半身裙",
    ),
    (Skirt, Head::First, "jupe|falda|gonna|saia|spódnica|تنورة"),
    (
        Dress,
        Head::Last,
        "dress|gown|sundress|shirtdress|saree|sari|pinafore|kaftan|caftan|abaya|frock|anarkali|kleid|sommerkleid|jurk|klänning|\
         kjole|连衣裙|礼服|旗袍",
    ),
    (
        Dress,
        Head::First,
        "robe|vestido|vestito|abito|sukienka|فستان|عباية",
    ),
    (
        OnePiece,
        Head::Last,
        "jumpsuit|playsuit|romper|dungaree|overall|unitard|catsuit|boilersuit|boiler suit|latzhose|byxdress|连体裤",
    ),
    (
        OnePiece,
        Head::First,
        "combinaison|combi short|salopette|mono largo|mono corto|enterizo|tuta|macacão|kombinezon|أفرول",
    ),
    (
        Suit,
        Head::Last,
        "suit|tuxedo|tracksuit|track suit|pantsuit|trouser suit|co ord|coord|two piece|kurta set|clothing set|set|apparel set|lehenga choli|\
         anzug|hosenanzug|kostüm|trainingsanzug|kostym|dress sæt|西装|套装",
    ),
    (
        Suit,
        Head::First,
        "costume|tailleur|ensemble|survêtement|traje|conjunto|chándal|completo|terno|garnitur|بدلة|طقم",
    ),
    (
        Coat,
        Head::Last,
        "coat|parka|trench|trenchcoat|overcoat|raincoat|puffer|anorak|down jacket|puffer jacket|padded jacket|winter jacket|\
         peacoat|duffle coat|poncho|cape|mantel|wintermantel|daunenjacke|winterjacke|jas|mantel|kappa|frakk|frakke|kåpe|大衣|外套|风衣|羽绒服",
    ),
    (
        Coat,
        Head::First,
        "manteau|doudoune|imperméable|abrigo|gabardina|plumas|cappotto|piumino|casaco|sobretudo|płaszcz|معطف",
    ),
    (
        Jacket,
        Head::Last,
        "jacket|bomber|windbreaker|outerwear|blouson|shacket|gilet|waistcoat|vest jacket|body warmer|bodywarmer|kimono|jacke|weste|\
         übergangsjacke|regenjacke|jacka|jakke|夹克",
    ),
    (
        Jacket,
        Head::First,
        "veste|blouson|gilet sans manches|chaqueta|cazadora|chaleco|giacca|giubbotto|giubbino|jaqueta|colete|kurtka|جاكيت|سترة",
    ),
    (
        Blazer,
        Head::Last,
        "blazer|sport coat|sports jacket tailored|suit jacket|sakko|kavaj|西装外套",
    ),
    (
        Blazer,
        Head::First,
        "americana|veste de costume|blazer|marynarka|بليزر",
    ),
    (
        Shoes,
        Head::Last,
        "shoe|loafer|flat|ballerina|brogue|derby|oxford|oxford shoe|mule|clog|espadrille|moccasin|footwear|dress shoe|boat shoe|monk strap|\
         slip on|schuh|halbschuh|schoen|sko|skor|鞋|鞋子",
    ),
    (
        Shoes,
        Head::First,
        "chaussure|mocassin|zapato|mocasín|scarpa|mocassino|sapato|calçado|buty|حذاء",
    ),
    (
        Sneakers,
        Head::Last,
        "sneaker|trainer|running shoe|sports shoe|sport shoe|training shoe|tennis shoe|turnschuh|sportschuh|laufschuh|gymp|运动鞋",
    ),
    (
        Sneakers,
        Head::First,
        "basket|baskets|zapatilla|deportiva|scarpa da ginnastica|tênis|حذاء رياضي",
    ),
    (
        Heels,
        Head::Last,
        "heel|pump|stiletto|high heel|wedge|platform shoe|court shoe|slingback|pumps|高跟鞋",
    ),
    (
        Heels,
        Head::First,
        "escarpin|escarpins|zapato de tacón|tacón|décolleté|salto alto|كعب",
    ),
    (
        Boots,
        Head::Last,
        "boot|bootie|ankle boot|chelsea boot|wellington|stiefel|stiefelette|laars|stövel|støvle|靴",
    ),
    (
        Boots,
        Head::First,
        "botte|bottine|bota|botín|stivale|stivaletto|kozaki|جزمة",
    ),
    (
        Sandals,
        Head::Last,
        "sandal|flip flop|slide|slider|thong sandal|sandale|badelatsche|slipper sandal|凉鞋|拖鞋",
    ),
    (
        Sandals,
        Head::First,
        "sandale|tong|claquette|sandalia|chancla|sandalo|infradito|sandália|chinelo|sandały|صندل|شبشب",
    ),
    (
        Bag,
        Head::Last,
        "bag|handbag|backpack|clutch|tote|rucksack|satchel|purse|duffel|duffle|messenger bag|crossbody|shopper|bumbag|\
         bum bag|belt bag|waist pouch|fanny pack|holdall|weekender|tasche|handtasche|umhängetasche|tas|rugzak|väska|veske|taske|包|手提包|背包",
    ),
    (
        Bag,
        Head::First,
        "sac|sac à main|sac à dos|pochette|cabas|besace|bolso|mochila|bandolera|borsa|zaino|bolsa|torba|plecak|حقيبة",
    ),
    (
        Wallet,
        Head::Last,
        "wallet|card holder|cardholder|coin purse|money clip|geldbörse|portemonnaie|geldbeutel|plånbok|lommebok|钱包",
    ),
    (
        Wallet,
        Head::First,
        "portefeuille|porte monnaie|porte cartes|cartera|monedero|portafoglio|carteira|portfel|محفظة",
    ),
    (
        Hat,
        Head::Last,
        "hat|cap|beanie|beret|fedora|headwear|bucket hat|visor|turban|balaclava|hut|mütze|muts|hoed|mössa|hatt|帽|帽子",
    ),
    (
        Hat,
        Head::First,
        "chapeau|casquette|bonnet|béret|sombrero|gorra|gorro|boina|cappello|berretto|chapéu|boné|czapka|قبعة",
    ),
    (
        Scarf,
        Head::Last,
        "scarf|scarve|stole|shawl|muffler|snood|bandana|dupatta|pashmina|wrap|neckerchief|schal|halstuch|tuch|sjaal|halsduk|skjerf|tørklæde|围巾|丝巾",
    ),
    (
        Scarf,
        Head::First,
        "écharpe|foulard|étole|châle|bufanda|pañuelo|fular|chal|sciarpa|cachecol|lenço|szal|وشاح",
    ),
    (
        Belt,
        Head::Last,
        "belt|suspender|braces|gürtel|riem|bälte|belte|腰带|皮带",
    ),
    (
        Belt,
        Head::First,
        "ceinture|bretelle|bretelles|cinturón|tirante|cintura|cinto|pasek|حزام",
    ),
    (
        Jewellery,
        Head::Last,
        "jewel|jewellery|jewelry|earring|necklace|bracelet|ring|pendant|bangle|brooch|anklet|chain|choker|cufflink|tie pin|jewellery set|\
         charm|stud|creole|schmuck|ohrring|halskette|kette|armband|armreif|brosche|anhänger|sieraad|oorbel|ketting|smycke|örhänge|halsband|øredobber|\
         耳环|项链|手链|戒指|首饰",
    ),
    (
        Jewellery,
        Head::First,
        "bijou|bijoux|boucle d oreille|boucles d oreilles|collier|bague|pendentif|broche|boutons de manchette|joya|joyería|pendiente|\
         collares|pulsera|anillo|gioiello|orecchino|collana|bracciale|anello|brinco|colar|pulseira|anel|kolczyk|naszyjnik|قلادة|سوار|خاتم|أقراط|مجوهرات",
    ),
    (
        Watch,
        Head::Last,
        "watch|wristwatch|smartwatch|uhr|armbanduhr|horloge|klocka|klokke|手表",
    ),
    (Watch, Head::First, "montre|reloj|orologio|relógio|zegarek|ساعة"),
    (
        Glasses,
        Head::Last,
        "sunglass|sunglasses|eyeglass|eyeglasses|eyewear|shades|sonnenbrille|brille|zonnebril|solglasögon|solbriller|太阳镜|墨镜",
    ),
    (
        Glasses,
        Head::First,
        "lunettes|lunettes de soleil|lunette|gafas|occhiali|óculos|okulary|نظارة",
    ),
    (
        Gloves,
        Head::Last,
        "glove|mitten|handschuh|handschoen|handske|hanske|vante|手套",
    ),
    (Gloves, Head::First, "gant|guante|guanto|luva|rękawiczki|قفاز"),
    (
        Tie,
        Head::Last,
        "tie|necktie|bow tie|bowtie|pocket square|cravat|krawatte|fliege|einstecktuch|stropdas|slips|领带",
    ),
    (
        Tie,
        Head::First,
        "cravate|nœud papillon|pochette de costume|corbata|pajarita|cravatta|papillon|gravata|krawat|ربطة عنق",
    ),
    (
        OtherWorn,
        Head::Last,
        "accessory|accessorie|accessories|accessoire|accessoires|zubehör|tillbehör|tilbehør|umbrella|wristband|sweatband|配饰",
    ),
    (
        OtherWorn,
        Head::First,
        "accesorio|accessorio|acessório|akcesoria|إكسسوارات",
    ),
    (
        Hosiery,
        Head::Last,
        "sock|stocking|tight|pantyhose|hosiery|knee high|hold up|leg warmer|legwarmer|footie|no show|underwear tight|underwear tights|\
         socke|strumpf|strumpfhose|kniestrumpf|sok|kous|strumpa|strumpor|strumpbyxa|strumpbyxor|sokk|strømpe|strømpebukse|袜子|丝袜",
    ),
    (
        Hosiery,
        Head::First,
        "chaussette|collant|socquette|calcetín|medias|calza|calzino|collant|meia|skarpetki|rajstopy|جورب|جوارب",
    ),
    (
        Swim,
        Head::Last,
        "swimwear|swimsuit|bikini|swim short|swim trunk|swimming trunk|swimming costume|bathing suit|tankini|boardshort|board short|rash guard|\
         rashguard|swimwear bottom|swimwear top|bikini top|bikini bottom|badeanzug|badehose|bademode|badpak|zwembroek|baddräkt|badbyxor|badetøj|badedrakt|泳衣|泳装|比基尼",
    ),
    (
        Swim,
        Head::First,
        "maillot de bain|bikini|bañador|traje de baño|costume da bagno|fato de banho|biquíni|strój kąpielowy|ملابس سباحة|مايوه",
    ),
    (
        Cover,
        Head::Last,
        "sarong|pareo|beach cover|cover up|coverup|strandtuch",
    ),
    (Cover, Head::First, "paréo|pareo|copricostume"),
    (
        Underwear,
        Head::Last,
        "underwear|innerwear|lingerie|bra|bralette|brief|boxer|trunk|panty|panties|knicker|thong|g string|hipster brief|\
         shapewear|petticoat|half slip|undershirt|innerwear vest|thermal|long john|garter|suspender belt|\
         underwear body|underwear bottom|underwear corset|nipple cover|\
         unterwäsche|unterhose|unterhemd|slip|bh|büstenhalter|wäsche|ondergoed|onderbroek|underkläder|trosa|trosor|kalsong|kalsonger|undertøj|undertøy|truse|内衣|内裤|文胸",
    ),
    (
        Underwear,
        Head::First,
        "sous vêtement|sous vêtements|soutien gorge|slip|string|caleçon|boxer|ropa interior|sujetador|braga|bragas|calzoncillo|tanga|\
         intimo|reggiseno|mutanda|mutande|mutandina|roupa íntima|sutiã|cueca|calcinha|bielizna|biustonosz|majtki|ملابس داخلية|حمالة صدر",
    ),
    (
        Night,
        Head::Last,
        "nightwear|loungewear|sleepwear|pyjama|pajama|nightdress|nightgown|nightshirt|night suit|baby doll|robe|bathrobe|dressing gown|bath robe|lounge pant|lounge short|\
         lounge tshirt|pyjama set|pyjama bottom|house slipper|slipper|onesie sleep|schlafanzug|nachthemd|nachtwäsche|bademantel|morgenmantel|hausschuh|pyjamas|nachtkleding|badjas|nattlinne|morgonrock|nattøj|\
         睡衣|浴袍",
    ),
    (
        Night,
        Head::First,
        "chemise de nuit|robe de chambre|peignoir|pyjama|chausson|pijama|camisón|bata|albornoz|zapatilla de casa|pigiama|vestaglia|accappatoio|ciabatta|pantofola|roupão|piżama|szlafrok|بيجاما",
    ),
    (
        Hair,
        Head::Last,
        "hair accessory|hair accessories|hair clip|hairclip|hair band|hairband|headband|hair slide|alice band|hair alice band|scrunchie|hair tie|hair string|hair ties|\
         hair pin|hairpin|barrette|hair claw|hair bow|wig|haarreif|haarspange|haargummi|haarband|haarklammer|haaraccessoire|hårband|hårspänne|hårklämma|hårsnodd|hårbøjle|发夹|发带|发饰",
    ),
    (
        Hair,
        Head::First,
        "barrette|serre tête|chouchou|élastique à cheveux|accessoire cheveux|diadema|horquilla|coletero|goma de pelo|pasador|cerchietto|fermaglio|elastico per capelli|tiara|مشبك شعر",
    ),
    (
        Beauty,
        Head::Last,
        "perfume|fragrance|deodorant|cologne|eau de toilette|eau de parfum|lipstick|lip gloss|lip balm|lip liner|lip care|nail polish|makeup|make up|cosmetic|mascara|eyeliner|kajal|foundation|\
         concealer|eyeshadow|highlighter|compact|moisturiser|moisturizer|face cream|hand cream|lotion|serum|cleanser|face wash|sunscreen|shampoo|soap|toner|\
         beauty|personal care|skin care|skincare|body care|body lotion|fine cosmetic|parfüm|parfum duft|kosmetik|lippenstift|nagellack|香水|口红|化妆品",
    ),
    (
        Beauty,
        Head::First,
        "parfum|maquillage|rouge à lèvres|vernis à ongles|soin visage|perfume|maquillaje|pintalabios|esmalte|profumo|trucco|rossetto|smalto|عطر|مكياج",
    ),
    (
        Household,
        Head::Last,
        "home|homeware|household|furniture|furnishing|cushion|cushion cover|blanket|towel|bedding|bed linen|curtain|mug|cup|plate|vase|candle|laundry bag|laundry|washing bag|wash bag|toiletry bag|\
         cosmetic bag|makeup bag|water bottle|waterbottle|bottle|toy|soft toy|book|stationery|notebook|phone case|mobile case|mobile pouch|tablet sleeve|laptop sleeve|key ring|keyring|key chain|keychain|\
         gift card|gift set|gift|giftbox|gift box|accessory gift set|sewing kit|stain remover|mist|dog wear|dog|pet wear|umbrella stand|basketball|football|equipment|yoga mat|mat|dumbbell|\
         shoe lace|shoelace|shoe care|insole|shoe accessory|shoe accessories|shoe tree|garment bag|hanger|sleeping bag|bean bag|lunch bag|luggage|suitcase|trolley bag|trolley|travel accessory|pouch for mobile|\
         side table|marker pen|zipper head|eyemask|sleep mask|face mask|patch|swatch|yarn|magazine|dvd|ebook|album|poster|print poster|wall art|art print|canvas print|sticker|\
         yoga strap|yoga block|foam roller|jump rope|resistance band|fitness equipment|gear equipment|\
         kissen|decke|handtuch|bettwäsche|vorhang|teppich|kerze|becher|wäschesack|kosmetiktasche|kulturbeutel|trinkflasche|spielzeug|buch|schlüsselanhänger|schnürsenkel|gutschein|schlafsack|koffer|\
         haushalt|wohnen|möbel|handdoek|kussen|kuddfodral|handduk|家居|毛巾|玩具",
    ),
    (
        Household,
        Head::First,
        "coussin|couverture|serviette|linge de maison|rideau|tapis|bougie|tasse|gourde|trousse de toilette|trousse|jouet|livre|porte clés|lacet|carte cadeau|valise|sac de couchage|sac à linge|\
         hogar|cojín|manta|toalla|cortina|alfombra|vela|taza|botella|neceser|juguete|libro|llavero|cordón|tarjeta regalo|maleta|cuscino|coperta|asciugamano|tenda|tappeto|candela|tazza|borraccia|\
         giocattolo|portachiavi|buono regalo|valigia|منشفة|لعبة|وسادة",
    ),
];
