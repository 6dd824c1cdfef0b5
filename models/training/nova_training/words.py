"""What shop labels are called in the language that people search in.

Tables only. A garment's *noun* is its canonical singular; it also tells which
captions fit which picture, so the three sets share nouns where they mean the same.
"""

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

SEASONS = {
    "Summer": ("for summer", "summer", "for hot days", "for warm weather"),
    "Fall": ("for autumn", "fall", "for the autumn"),
    "Winter": ("for winter", "winter", "for cold days", "for cold weather"),
    "Spring": ("for spring", "spring"),
}

# Usage to adjectives before the noun and to phrases after it.
USAGES = {
    "Casual": (("casual", "everyday"), ("for every day", "for the weekend", "for a relaxed day")),
    "Sports": (
        ("sports", "athletic", "gym"),
        ("for the gym", "for running", "for training", "to work out in", "for sport"),
    ),
    "Formal": (
        ("formal", "smart", "business"),
        ("for work", "for the office", "for a job interview", "for a business meeting"),
    ),
    "Ethnic": (
        ("ethnic", "traditional", "indian"),
        ("for a festival", "for a traditional wedding", "for diwali"),
    ),
    "Party": (("party", "dressy"), ("for a party", "for a night out")),
    "Smart Casual": (("smart casual",), ("smart but not formal", "for a date", "for dinner")),
    "Travel": (("travel",), ("for a journey", "for travelling")),
}

# What a whole group is called, for queries that name no garment.
GROUPS = {
    "Apparel": ("clothes", "clothing", "an outfit", "something to wear"),
    "Footwear": ("shoes", "footwear"),
    "Accessories": ("accessories", "an accessory"),
    "Personal Care": ("beauty products", "cosmetics"),
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
