"""What shop labels are called in the language that people search in.

Tables only. A garment's *noun* is its canonical singular; it also tells which
captions fit which picture, so the three sets share nouns where they mean the same.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
    "bag": ("bag", "bags"),
    "purse": ("handbag", "handbags", "purses"),
    "coat": ("coat", "coats", "overcoats"),
    "jacket": ("jacket", "jackets"),
    "sweater": ("sweater", "sweaters", "jumpers", "pullovers", "knitwear"),
    "jumper": ("sweater", "jumpers", "sweaters", "pullovers"),
    "sweatshirt": ("sweatshirt", "sweatshirts"),
    "cardigan": ("cardigan", "cardigans", "knitwear"),
    "vest": ("vest", "vests", "waistcoats", "gilets"),
    "cape": ("cape", "capes", "ponchos"),
    "suit": ("suit", "suits"),
    "romper": ("romper", "rompers", "playsuits"),
    "bodysuit": ("bodysuit", "bodysuits"),
    "stockings": ("stockings", "stockings", "tights", "hosiery"),
    "tights": ("stockings", "tights", "stockings"),
    "scarf": ("scarf", "scarves"),
    "belt": ("belt", "belts"),
    "pumps": ("heels", "pumps", "high heels", "court shoes"),
    "wedges": ("wedges", "wedges", "wedge shoes"),
    "wallet": ("wallet", "wallets"),
    "tie": ("tie", "ties", "neckties"),
    "necklace": ("necklace", "necklaces"),
}

# Of the same thing shops say one or another. Within one shop these words differ; between two, none is wrong for another.
ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split("|"))
    for group in (
        "sweater|cardigan|sweatshirt|hoodie|sweater vest|pullover",
        "blouse|shirt|top|tunic|kurti|bodysuit|long-sleeved top|camisole",
        "top|t-shirt|polo shirt|undershirt|long-sleeved top|lounge t-shirt|bodysuit|vest",
        "vest|waistcoat|gilet|sweater vest|undershirt",
        "coat|jacket|outerwear|trench coat|puffer jacket|rain jacket|blazer|cape|gilet|nehru jackets",
        "suit|blazer|jumpsuit|romper|tracksuits",
        "romper|jumpsuit|bodysuit",
        "trousers|chinos|joggers|track pants|leggings|capris|lounge pants|jeggings|jeans|trackpants",
        "stockings|leggings|socks|jeggings",
        "dress|maxi dress|tunic|kurta|nightdress",
        "casual shoe|sports shoe|sneaker|lace-up shoe|flats|loafers",
        "formal shoe|lace-up shoe|loafers|flats|casual shoe",
        "heels|wedges|flats|sandals|boots",
        "sandals|sports sandals|flip flops|flats",
        "handbag|tote|bag|clutch|wallet",
        "backpack|duffel bag|messenger bag|laptop bag|bag",
        "scarf|stole|muffler|dupatta",
        "hat|cap|beanie",
        "shorts|lounge shorts|boxers|capris",
        "briefs|trunks|boxers",
        "swimsuit|bodysuit",
        "skirt|dress",
    )
)

# A word for many things, and the words for things that it is true of.
WIDER: dict[str, frozenset[str]] = {
    wide: frozenset(narrow.split("|"))
    for wide, narrow in {
        "shoes": "casual shoe|sports shoe|formal shoe|sneaker|heels|flats|sandals|sports sandals|flip flops|boots|loafers|lace-up shoe|wedges",
        "bag": "handbag|clutch|backpack|laptop bag|messenger bag|duffel bag|tote|trolley bag|rucksacks|waist pouch",
        "trousers": "chinos|lounge pants|joggers|track pants",
        "dress": "maxi dress",
        "hat": "cap|beanie",
        "outerwear": "jacket|coat|trench coat|puffer jacket|rain jacket|blazer|cape|gilet",
        "jacket": "puffer jacket|rain jacket",
        "coat": "trench coat",
        "scarf": "muffler",
        "heels": "wedges",
    }.items()
}

# What is on a garment and what it is of, as titles and tags say it; the first that is found counts.
PATTERNS: dict[str, str] = {
    "polka dot": r"polka|dotted|\bdots?\b|spots?\b",
    "floral": r"floral|flower|botanical|blossom|petal|rose print",
    "camouflage": r"camo",
    "animal print": r"leopard|zebra|animal print|snake ?print|tiger print",
    "paisley": r"paisley",
    "checked": r"\bcheck(s|ed|ered)?\b|plaid|tartan|gingham|houndstooth",
    "striped": r"strip(e|es|ed)\b|breton|pinstripe",
    "argyle": r"argyle",
    "chevron": r"chevron|zigzag",
    "geometric": r"geometric|abstract",
    "tie-dye": r"tie[- ]dye|ombr",
    "colour-block": r"colou?r[- ]?block",
    "embroidered": r"embroider",
    "melange": r"melange|marl|heather",
    "printed": r"\bprint(s|ed)?\b|graphic|slogan|logo",
    "plain": r"\bsolid\b|\bplain\b",
}
MATERIALS: dict[str, str] = {
    "suede": r"suede",
    "leather": r"leather(?!ette)",
    "lace": r"\blace\b(?![- ]up)",
    "denim": r"denim",
    "knitted": r"\bknit(ted|wear)?\b|cable|crochet|wool|merino|cashmere|ribbed",
    "velvet": r"velvet",
    "silk": r"\bsilk|satin",
    "linen": r"linen",
    "canvas": r"canvas",
    "fleece": r"fleece",
    "fur": r"\bfur\b|shearling",
    "mesh": r"\bmesh\b",
    "metallic": r"metallic|sequin|lurex",
    "corduroy": r"corduroy",
    "quilted": r"quilted|puffer|padded",
    "cotton": r"cotton",
}
# What needs no saying: most pieces of a kind are of it.
OF_THEIR_OWN = {"jeans": "denim", "jeggings": "denim", "sweater": "knitted", "cardigan": "knitted", "sweater vest": "knitted", "puffer jacket": "quilted"}
PATTERN_WORDS = {
    "polka dot": ("polka dot", "dotted", "spotted"),
    "floral": ("floral", "flowery", "flower print"),
    "camouflage": ("camouflage", "camo"),
    "animal print": ("animal print", "leopard print"),
    "checked": ("checked", "check", "plaid", "checkered"),
    "striped": ("striped", "stripe", "stripy"),
    "colour-block": ("colour-block", "colorblock", "two-tone"),
    "printed": ("printed", "graphic", "print"),
    "plain": ("plain", "solid", "plain coloured"),
    "melange": ("melange", "heather", "marl"),
}
MATERIAL_WORDS = {"knitted": ("knitted", "knit"), "silk": ("silk", "satin"), "fur": ("fur", "faux fur"), "quilted": ("quilted", "padded")}


def said_of(said: dict[str, str], text: str) -> str | None:
    """The first of a table of regular expressions that a text holds."""
    text = text.lower()
    return next((name for name, form in said.items() if re.search(form, text)), None)

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
    "maroon": ("maroon", "dark red", "burgundy"),
    "grey": ("grey", "gray"),
    "charcoal": ("charcoal", "dark grey", "dark gray"),
    "purple": ("purple", "violet"),
    "navy blue": ("navy blue", "navy", "dark blue"),
    "beige": ("beige", "sand-coloured"),
}


VOCABULARY = Path(__file__).resolve().parents[3] / "crates" / "nova-query" / "vocabulary"


@cache
def vocabulary(table: str) -> dict[str, tuple[str, ...]]:
    """By each English word of a table that the application reads sentences with, all English words of its concept."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (VOCABULARY / f"{table}.txt").read_text().splitlines():
        name, bar, rest = line.partition("|")
        if line.startswith("#") or not bar:
            continue
        name = name.split("<")[0].strip()
        said = [part.strip() for part in rest.split("|")[0].split(",")]
        # Slang is marked with a tilde; a small model need not know it.
        every = tuple(dict.fromkeys([name, *(part for part in said if part and not part.startswith(("~", "blue ")))]))
        found |= {word: every for word in every if word not in found}
    return found


@cache
def nouns(label: str) -> tuple[str, ...]:
    """Noun, plural, and other words of a shop's type label."""
    label = label.strip().lower()
    own = NOUNS.get(label, (label, label))
    known = vocabulary("kinds")
    more = next((known[word] for word in own if word in known), ())
    return tuple(dict.fromkeys([*own[:2], *own[2:], *more])) if len(set(own[:2])) == 2 else (*own, *(w for w in more if w not in own))


def colour_words(colour: str) -> tuple[str, ...]:
    colour = colour.strip().lower()
    return tuple(dict.fromkeys([*COLOURS.get(colour, (colour,)), *vocabulary("colours").get(colour, ())]))
