"""What shop labels are called in the language that people search in.

Tables only. A garment's *noun* is its canonical singular; it also tells which
captions fit which picture, so the three sets share nouns where they mean the same.
"""

from dataclasses import dataclass

# Label (lower case) to noun, plural, and other words for the plural.
NOUNS: dict[str, tuple[str, ...]] = {
    "tshirts": ("t-shirt", "t-shirts", "tees"),
    "t-shirt": ("t-shirt", "t-shirts", "tees"),
    "t-shirts": ("t-shirt", "t-shirts", "tees"),
    "lounge tshirts": ("lounge t-shirt", "lounge t-shirts"),
    "longsleeve": ("long-sleeved top", "long-sleeved tops", "longsleeves"),
    "shirts": ("shirt", "shirts", "button-down shirts"),
    "shirt": ("shirt", "shirts", "button-down shirts"),
    "polo": ("polo shirt", "polo shirts", "polos"),
    "polos": ("polo shirt", "polo shirts", "polos"),
    "polo shirts": ("polo shirt", "polo shirts", "polos"),
    "tops": ("top", "tops", "blouses"),
    "top": ("top", "tops"),
    "blouse": ("blouse", "blouses"),
    "blouses": ("blouse", "blouses"),
    "body": ("bodysuit", "bodysuits"),
    "undershirt": ("undershirt", "undershirts", "vests"),
    "innerwear vests": ("undershirt", "undershirts", "vests"),
    "casual shoes": ("casual shoe", "casual shoes", "sneakers", "trainers"),
    "sports shoes": ("sports shoe", "sports shoes", "running shoes", "trainers", "sneakers"),
    "formal shoes": ("formal shoe", "formal shoes", "dress shoes", "office shoes"),
    "shoes": ("shoes", "shoes", "footwear"),
    "sneakers": ("sneaker", "sneakers", "trainers"),
    "heels": ("heels", "heels", "high heels", "pumps"),
    "flats": ("flats", "flats", "ballerinas", "flat shoes"),
    "sandals": ("sandals", "sandals"),
    "sports sandals": ("sports sandals", "sports sandals", "outdoor sandals"),
    "flip flops": ("flip flops", "flip flops", "slippers", "thongs"),
    "booties": ("boots", "ankle boots", "booties"),
    "boots": ("boots", "boots"),
    "watches": ("watch", "watches", "wristwatches"),
    "kurtas": ("kurta", "kurtas", "long tunics"),
    "kurtis": ("kurti", "kurtis", "short tunics"),
    "tunics": ("tunic", "tunics"),
    "handbags": ("handbag", "handbags", "purses", "shoulder bags"),
    "clutches": ("clutch", "clutches", "evening bags"),
    "backpacks": ("backpack", "backpacks", "rucksacks"),
    "rucksacks": ("backpack", "rucksacks", "backpacks"),
    "wallets": ("wallet", "wallets", "purses"),
    "sunglasses": ("sunglasses", "sunglasses", "shades"),
    "belts": ("belt", "belts"),
    "socks": ("socks", "socks"),
    "briefs": ("briefs", "briefs", "underpants"),
    "trunk": ("trunks", "trunks", "boxer briefs"),
    "boxers": ("boxers", "boxers", "boxer shorts"),
    "bra": ("bra", "bras"),
    "jeans": ("jeans", "jeans", "denims"),
    "shorts": ("shorts", "shorts"),
    "lounge shorts": ("lounge shorts", "lounge shorts"),
    "trousers": ("trousers", "trousers", "pants"),
    "pants": ("trousers", "trousers", "pants"),
    "track pants": ("track pants", "track pants", "joggers", "sweatpants"),
    "lounge pants": ("lounge pants", "lounge pants", "pyjama bottoms"),
    "leggings": ("leggings", "leggings"),
    "jeggings": ("jeggings", "jeggings"),
    "capris": ("capris", "capris", "cropped trousers"),
    "skirts": ("skirt", "skirts"),
    "skirt": ("skirt", "skirts"),
    "dresses": ("dress", "dresses", "frocks"),
    "dress": ("dress", "dresses", "frocks"),
    "sarees": ("saree", "sarees", "saris"),
    "jumpsuit": ("jumpsuit", "jumpsuits"),
    "rompers": ("romper", "rompers", "playsuits"),
    "sweatshirts": ("sweatshirt", "sweatshirts", "hoodies"),
    "hoodie": ("hoodie", "hoodies"),
    "hoodies": ("hoodie", "hoodies"),
    "sweaters": ("sweater", "sweaters", "jumpers", "pullovers", "knitwear"),
    "jackets": ("jacket", "jackets", "outerwear"),
    "outwear": ("outerwear", "outerwear", "coats and jackets"),
    "puffer jackets": ("puffer jacket", "puffer jackets", "quilted jackets", "padded jackets"),
    "gilets": ("gilet", "gilets", "body warmers"),
    "coats": ("coat", "coats", "overcoats"),
    "trench coats": ("trench coat", "trench coats"),
    "cardigans": ("cardigan", "cardigans", "knitwear"),
    "sweater vests": ("sweater vest", "sweater vests", "knitted vests"),
    "waistcoats": ("waistcoat", "waistcoats", "vests"),
    "chinos": ("chinos", "chinos"),
    "joggers": ("joggers", "joggers", "sweatpants"),
    "maxi dresses": ("maxi dress", "maxi dresses", "long dresses"),
    "jumpsuits": ("jumpsuit", "jumpsuits"),
    "loafers": ("loafers", "loafers"),
    "totes": ("tote", "totes", "shoppers"),
    "tote bags": ("tote", "tote bags", "shoppers"),
    "hats": ("hat", "hats"),
    "beanies": ("beanie", "beanies", "woolly hats"),
    "lace-ups": ("lace-up shoe", "lace-ups", "lace-up shoes", "brogues"),
    "swimsuits": ("swimsuit", "swimsuits", "swimwear"),
    "rain jacket": ("rain jacket", "rain jackets", "raincoats"),
    "blazers": ("blazer", "blazers", "suit jackets"),
    "blazer": ("blazer", "blazers", "suit jackets"),
    "waistcoat": ("waistcoat", "waistcoats"),
    "caps": ("cap", "caps", "baseball caps"),
    "hat": ("hat", "hats", "headwear"),
    "ties": ("tie", "ties", "neckties"),
    "scarves": ("scarf", "scarves"),
    "stoles": ("stole", "stoles", "shawls", "wraps"),
    "mufflers": ("muffler", "mufflers", "warm scarves"),
    "dupatta": ("dupatta", "dupattas"),
    "gloves": ("gloves", "gloves"),
    "earrings": ("earrings", "earrings"),
    "pendant": ("pendant", "pendants"),
    "necklace and chains": ("necklace", "necklaces", "chains"),
    "ring": ("ring", "rings"),
    "bangle": ("bangle", "bangles"),
    "bracelet": ("bracelet", "bracelets"),
    "cufflinks": ("cufflinks", "cufflinks"),
    "nightdress": ("nightdress", "nightdresses", "nightgowns"),
    "night suits": ("pyjamas", "pyjamas", "night suits"),
    "swimwear": ("swimsuit", "swimsuits", "swimwear"),
    "perfume and body mist": ("perfume", "perfumes", "fragrances"),
    "nail polish": ("nail polish", "nail polishes"),
    "laptop bag": ("laptop bag", "laptop bags", "work bags"),
    "messenger bag": ("messenger bag", "messenger bags"),
    "duffel bag": ("duffel bag", "duffel bags", "gym bags"),
}

GENDERS = {
    "Men": (("for men", "for him", "for a man"), "men's"),
    "Women": (("for women", "for her", "for a woman", "for ladies"), "women's"),
    "Boys": (("for boys", "for a boy"), "boys'"),
    "Girls": (("for girls", "for a girl"), "girls'"),
    "Unisex": (("for men and women", "unisex"), "unisex"),
}

# Usage to adjectives before the noun. Usage "Casual" is three quarters of the table.
USAGES = {
    "Casual": ("casual", "everyday"),
    "Sports": ("sports", "athletic", "gym", "workout"),
    "Formal": ("formal", "smart", "business", "office"),
    "Ethnic": ("ethnic", "traditional", "indian"),
    "Party": ("party", "dressy"),
    "Smart Casual": ("smart casual",),
    "Travel": ("travel",),
}


@dataclass(frozen=True)
class Purpose:
    """What a garment is good for: how it is asked for, and what answers.

    A row answers when its noun is among `nouns` or its usage is `usage`, and its
    gender is `gender` where one is named. The table's own season column is the season
    of release, which says nothing about the weather, so seasons are told by garment.
    """

    phrases: tuple[str, ...]
    nouns: tuple[str, ...]
    before: tuple[str, ...] = ()  # the same said before the noun: "red summer dress"
    usage: str | None = None
    gender: str | None = None


def _purpose(
    phrases: str, nouns: str, before: str = "", usage: str | None = None, gender: str | None = None
) -> Purpose:
    def split(text: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in text.split("|") if part.strip())

    return Purpose(split(phrases), split(nouns), split(before), usage, gender)


PURPOSES = (
    _purpose(
        "for summer|for hot days|for warm weather|for a summer holiday",
        "shorts|t-shirt|sandals|flip flops|dress|skirt|capris|sunglasses|swimsuit|romper|cap|hat|polo shirt|undershirt",
        before="summer",
    ),
    _purpose(
        "for winter|for cold days|for cold weather|to keep warm|for the snow",
        "sweater|sweatshirt|hoodie|jacket|coat|trench coat|cardigan|outerwear|muffler|gloves|scarf|stole|boots|tracksuits",
        before="winter|warm",
    ),
    _purpose(
        "for the beach|for a beach holiday|by the sea|for the pool",
        "flip flops|swimsuit|shorts|sunglasses|hat|sandals|dress|romper|maxi dress",
        before="beach",
    ),
    _purpose(
        "for a wedding|for a wedding guest|for a ceremony",
        "saree|dress|maxi dress|heels|clutch|kurta sets|lehenga choli|blazer|tie|cufflinks|jewellery set"
        "|necklace|waistcoat|nehru jackets|formal shoe|stole",
        before="wedding",
    ),
    _purpose(
        "for a party|for a night out|for a dinner date|to go dancing|for a cocktail evening",
        "dress|heels|clutch|jumpsuit|blazer|skirt|earrings|necklace",
        before="party|evening|cocktail",
        usage="Party",
    ),
    _purpose(
        "for work|for the office|for a job interview|for a business meeting",
        "blazer|tie|formal shoe|laptop bag|cufflinks|waistcoat",
        before="work|office",
        usage="Formal",
    ),
    _purpose(
        "for the gym|for running|for training|to work out in|for sport|for yoga",
        "sports shoe|track pants|tracksuits|wristbands",
        before="gym|running|training",
        usage="Sports",
    ),
    _purpose(
        "to sleep in|for lounging at home|for bedtime",
        "nightdress|pyjamas|lounge pants|lounge shorts|lounge t-shirt|bath robe|robe|baby dolls",
        before="sleep|lounge",
    ),
    _purpose(
        "for travelling|for a weekend trip|for hiking|for a long journey",
        "backpack|duffel bag|trolley bag|waist pouch|sports sandals|messenger bag|travel accessory",
        before="travel|weekend",
    ),
    _purpose("for rain|for wet weather|for a rainy day", "rain jacket|umbrellas|rain trousers|trench coat", before="rain"),
    _purpose(
        "as a gift for my mother|as a present for my wife|as a gift for her|as a gift for my girlfriend",
        "handbag|watch|stole|scarf|perfume|necklace|earrings|pendant|bracelet|jewellery set|saree|clutch"
        "|ring|bangle|fragrance gift set|sunglasses",
        gender="Women",
    ),
    _purpose(
        "as a gift for my father|as a present for my husband|as a gift for him|as a gift for my boyfriend",
        "tie|wallet|belt|watch|cufflinks|perfume|fragrance gift set|accessory gift set|muffler|sunglasses",
        gender="Men",
    ),
    _purpose("for school|for college|for university", "backpack|messenger bag|laptop bag|casual shoe|sneaker", before="school|college"),
    _purpose(
        "for a festival|for diwali|for a traditional celebration",
        "saree|lehenga choli|kurta sets|nehru jackets",
        before="festive",
        usage="Ethnic",
    ),
)

# Asked for as "something flowy".
MANNERS = (
    _purpose("flowy|flowing|floaty|light and airy", "dress|maxi dress|skirt|stole|saree|tunic|dupatta|kurti"),
    _purpose("cosy|warm|snug|soft and warm", "sweater|sweatshirt|hoodie|cardigan|muffler|jacket|coat|pyjamas"),
    _purpose("elegant|dressy|chic|classy", "dress|heels|clutch|blazer|saree|necklace|earrings|formal shoe|tie"),
    _purpose(
        "comfortable to walk in|comfortable for my feet|to walk in all day",
        "casual shoe|sports shoe|sneaker|flats|sandals|flip flops",
    ),
    _purpose("waterproof|rainproof", "rain jacket|umbrellas|rain trousers"),
    _purpose("sparkling|shiny", "jewellery set|earrings|necklace|ring|pendant|bracelet|bangle"),
)

WORN = ("Apparel", "Footwear", "Accessories")


def answers(facts: dict[str, str | None]) -> int:
    """The purposes, then the manners, that a row with these facts answers, one bit each."""
    if facts["group"] not in WORN:
        return 0
    bits = 0
    for place, purpose in enumerate(PURPOSES + MANNERS):
        fits = facts["noun"] in purpose.nouns or (purpose.usage and facts["usage"] == purpose.usage)
        if fits and purpose.gender in (None, facts["gender"]):
            bits |= 1 << place
    return bits


# What a whole group is called, for queries that name no garment.
GROUPS = {
    "Apparel": ("clothes", "clothing", "an outfit", "something to wear"),
    "Footwear": ("shoes", "footwear"),
    "Accessories": ("accessories", "an accessory"),
    "Personal Care": ("beauty products", "cosmetics", "toiletries"),
}

# Ways to ask for anything of a group, so that what is worn and what is applied stay apart. Equally many of each.
GROUP_WORDINGS = {
    "Apparel": (
        "clothes", "something to wear", "an outfit", "a piece of clothing", "what shall I put on today",
        "clothing for every day", "a garment for the evening", "fashion for grown-ups",
        "something to wear to the theatre", "what to wear when it is hot",
    ),
    "Footwear": (
        "shoes", "footwear", "something for my feet", "a pair of shoes", "what shall I wear on my feet",
        "shoes for every day", "shoes for the evening", "comfortable footwear", "shoes for a long walk",
        "something with soles",
    ),
    "Accessories": (
        "accessories", "an accessory", "something to go with my outfit", "a fashion accessory",
        "a finishing touch for an outfit", "accessories for every day", "an accessory for the evening",
        "something small to wear or to carry", "bags, belts and jewellery", "an extra for my wardrobe",
    ),
    "Personal Care": (
        "make-up", "cosmetics", "a beauty product", "toiletries", "perfume or deodorant", "skin care",
        "something to put on my face", "lipstick or nail polish", "a bottle or a tube from the bathroom",
        "cosmetics for the evening",
    ),
}

COLOURS = {
    "multi": ("multicoloured", "colourful"),
    "grey melange": ("grey melange", "heather grey"),
    "off white": ("off white", "ivory"),
    "skin": ("skin-coloured", "nude"),
    "steel": ("steel", "steel grey"),
    "turquoise blue": ("turquoise blue", "turquoise"),
    "maroon": ("maroon", "dark red"),
    "navy blue": ("navy blue", "navy", "dark blue"),
    "beige": ("beige", "sand-coloured"),
}


def nouns(label: str) -> tuple[str, ...]:
    """Noun, plural, and other plurals of a shop's type label."""
    label = label.strip().lower()
    return NOUNS.get(label, (label, label))


def colour_words(colour: str) -> tuple[str, ...]:
    colour = colour.strip().lower()
    return COLOURS.get(colour, (colour,))
