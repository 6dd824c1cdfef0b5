"""The parts of training whose mistakes would not show as a crash, only as a worse model."""

import tempfile
import types
import unittest
from pathlib import Path

import numpy as np
import torch
from PIL import Image

import reference
from nova_training import captions, decoded, emphasis, examples, finish, folders, free_language, losses, metrics, network, painting, picture_only, pictures, recolour, robustness, views, words


class Captions(unittest.TestCase):
    def test_a_caption_uses_only_facts_that_the_product_has(self):
        row = {
            "article_type": "Tshirts", "base_colour": "NA", "gender": "Men",
            "usage": "NA", "master_category": "Apparel", "name": "Tommy Men Striped Tee",
        }
        facts = captions.product_facts(row)
        for seed in range(200):
            text, used, _ = captions.product_caption(row, facts, np.random.default_rng(seed))
            self.assertTrue(used <= {"noun", "gender", "group", "pattern"}, (text, used))
            self.assertNotIn("NA", text.split())
            self.assertEqual(text, " ".join(text.split()).strip(" ,"))

    def test_a_caption_answers_every_purpose_that_it_asks_for(self):
        row = {
            "article_type": "Sweaters", "base_colour": "Red", "gender": "Women",
            "usage": "Casual", "master_category": "Apparel", "name": "Red Cable Sweater",
        }
        facts = captions.product_facts(row)
        bits = words.answers(facts)
        self.assertNotEqual(bits, 0)
        for seed in range(200):
            _, _, asked = captions.product_caption(row, facts, np.random.default_rng(seed))
            self.assertEqual(asked & ~bits, 0)

    def test_a_drawn_row_is_of_the_group_that_its_category_says(self):
        row = {
            "type": "Totes", "colours": "black;white", "gender": "women", "category": "Bags",
            "subcategory": "Totes", "tags": "canvas", "occasions": "travel",
        }
        facts = captions.drawn_facts(row)
        self.assertEqual((facts["noun"], facts["colour"], facts["group"]), ("tote", "black", "Accessories"))
        for text, used, _ in captions.drawn_captions(row, facts, np.random.default_rng(1)):
            self.assertTrue(all(facts[name] is not None for name in used), text)

    def test_a_term_of_the_vocabulary_needs_enough_rows(self):
        blue, rare = {"colour": "blue", "noun": "shirt"}, {"colour": "mauve", "noun": "shirt"}
        texts = {}
        found, painted = captions.vocabulary(
            {"products": [blue] * captions.LEAST_ROWS + [rare], "drawn": [], "photos": [], "street": []},
            lambda text: texts.setdefault(text, len(texts)),
        )
        self.assertEqual(painted, [], "too few of either to be painted")
        self.assertEqual([facts[:2] for facts, _ in found["pairs"]], [["shirt", "blue"]])
        self.assertIn("blue shirts", texts)

    def test_kinds_and_colours_that_are_common_are_pairs_whether_or_not_the_shop_has_them(self):
        blue = [{"colour": "blue", "noun": "shirt", "group": "Apparel"}] * captions.LEAST_OF_COLOUR
        red = [{"colour": "red", "noun": "watch", "group": "Accessories"}] * captions.LEAST_OF_COLOUR
        texts = {}
        found, painted = captions.vocabulary(
            {"products": blue + red, "drawn": [], "photos": [], "street": []}, lambda text: texts.setdefault(text, len(texts))
        )
        self.assertEqual(painted, [("blue", "shirt"), ("red", "shirt")], "metal is not painted")
        self.assertEqual([facts[:2] for facts, _ in found["pairs"]], [["shirt", "blue"], ["shirt", "red"], ["watch", "red"]])

    def test_a_title_tells_its_pattern_and_its_brand_is_left_off(self):
        said = {title: words.said_of(words.PATTERNS, title) for title in ("Men Check Shirt", "Polka Dot Striped Top", "Men Shirt", "Checkout Tee")}
        self.assertEqual(list(said.values()), ["checked", "polka dot", None, None])
        self.assertEqual(captions.without_brand("Peter England Men Party Jeans"), "Men Party Jeans")
        self.assertEqual(captions.without_brand("Women Tunic"), "Women Tunic")


RIGHT, WRONG, UNKNOWN = examples.RIGHT, examples.WRONG, examples.UNKNOWN


class Losses(unittest.TestCase):
    # One set, nouns 0 to 2, each told from the others; the facts are noun, colour and, of captions, the purposes.
    NOUNS = torch.eye(3, dtype=torch.int8)[None]

    def captions_fit(self, facts, claims, own, texts):
        facts = torch.tensor(facts)
        return losses.captions_fit(
            facts, torch.zeros(len(facts), dtype=torch.long), torch.tensor(claims), self.NOUNS, torch.tensor(own), torch.tensor(texts)
        ).tolist()

    def test_a_caption_fits_the_pictures_whose_facts_it_claims(self):
        facts = [[1, 7, 0b01], [1, 8, 0b11], [2, 7, 0b11]]
        claims = [[1, -1, 0], [1, 8, 0], [-1, -1, 0b10]]
        found = self.captions_fit(facts, claims, [[-2], [-2], [-2]], [0, 1, 2])
        self.assertEqual(found, [[1, 0, 0], [1, 1, 1], [0, 0, 1]])

    def test_what_is_not_known_is_neither_right_nor_wrong(self):
        facts = [[1, -1, 0], [2, -1, 0]]
        found = self.captions_fit(facts, [[1, 7, 0]], [[-2], [-2]], [0])
        self.assertEqual(found, [[UNKNOWN], [WRONG]], "another noun is wrong whatever its colour")

    def test_a_title_fits_what_bears_it_whatever_was_drawn(self):
        nothing = [[-1, -1, 0], [-1, -1, 0]]
        found = self.captions_fit([[1, 3, 0], [2, 3, 0]], nothing, [[5, -1], [5, -1]], [5, 6])
        self.assertEqual(found, [[1, 0], [1, 0]])

    def test_the_contrast_is_least_where_the_right_pairs_meet(self):
        one = torch.eye(4)
        fit = one.to(torch.int8)
        good = losses.contrast(20 * one, fit)
        bad = losses.contrast(20 * one.roll(1, 0), fit)
        self.assertLess(good.item(), 1e-3)
        self.assertGreater(bad.item(), 5)
        fit[:, :][torch.eye(4).roll(1, 0).bool()] = UNKNOWN
        self.assertLess(losses.contrast(20 * (one + one.roll(1, 0)), fit).item(), 1e-3, "what is not known does not pull")

    def test_a_picture_without_a_right_term_is_left_out(self):
        images, terms, one = torch.eye(2), torch.eye(2), torch.ones(2)
        scale = torch.tensor(20.0)
        fit = torch.tensor([[1, 0], [0, 0]], dtype=torch.int8)
        self.assertLess(losses.among(images, terms, fit, one, scale).item(), 1e-3)
        self.assertGreater(losses.among(images, terms, fit.flip(1), one, scale).item(), 4)
        self.assertEqual(losses.among(images, terms, torch.zeros_like(fit), one, scale).item(), 0)
        self.assertEqual(losses.among(images, terms, fit.flip(1), torch.tensor([0.0, 1.0]), scale).item(), 0, "no weight")

    def test_pictures_of_one_kind_draw_together(self):
        kinds = torch.tensor([0, 0, 1, 1, -1])
        near = torch.eye(3)[[0, 0, 1, 1, 2]]
        far = torch.eye(3)[[0, 1, 0, 1, 2]]
        self.assertLess(losses.same_kind(near, kinds, 20.0), losses.same_kind(far, kinds, 20.0))

    def test_pictures_of_one_kind_are_as_near_as_their_colours(self):
        shares = torch.eye(4)[[0, 0, 1, 1]]
        kinds = torch.zeros(4, dtype=torch.long)
        near = losses.alike_colours(torch.eye(4)[[0, 0, 1, 1]], shares, kinds, 20.0, 15.0)
        far = losses.alike_colours(torch.eye(4)[[0, 1, 0, 1]], shares, kinds, 20.0, 15.0)
        self.assertLess(near.item(), 0.01)
        self.assertGreater(far.item(), 5)
        of_two_kinds = losses.alike_colours(torch.eye(4), shares, torch.tensor([0, 1, 2, -1]), 20.0, 15.0)
        self.assertEqual(of_two_kinds.item(), 0.0, "no two of a kind")

    def test_an_attribute_that_is_unknown_teaches_nothing(self):
        sizes, values = [2, 3], torch.tensor([[1, -1], [-1, -1]])
        logits = torch.zeros(2, 5, requires_grad=True)
        loss = losses.attributes(logits, values, sizes)
        loss.backward()
        self.assertAlmostEqual(loss.item(), np.log(2) / 2, places=5)
        self.assertTrue((logits.grad[0, :2] != 0).all() and not logits.grad[0, 2:].any() and not logits.grad[1].any())
        self.assertEqual(losses.attributes(logits, torch.full((2, 2), -1), sizes).item(), 0.0)


class Examples(unittest.TestCase):
    def codes(self, rows):
        """Facts of rows that have a noun and a colour alone."""
        codes = examples.Codes()
        return codes, np.stack([codes.of([noun, colour, *[None] * 6, 0]) for noun, colour in rows])

    def test_attributes_are_named_and_rare_ones_are_unknown(self):
        rows = [("shoe", "red")] * 30 + [("shirt", "red")] * 10 + [("sock", None)]
        codes, facts = self.codes(rows)
        brands = ["puma"] * 20 + ["zed"] * 2 + [examples.NONE] * 19
        train = np.ones(len(facts), dtype=bool)
        train[0] = False
        values, found = examples.named(facts, codes, brands, train)
        known = dict(zip(examples.ATTRIBUTES, found.T))
        self.assertEqual(values["kind"], ["shirt", "shoe"])
        self.assertEqual(known["kind"].tolist(), [1] * 30 + [0] * 10 + [-1])
        self.assertEqual(known["colour"].tolist(), [0] * 40 + [-1])
        self.assertEqual(values["brand"], [examples.NONE, "puma"], "two of a brand are too few")
        self.assertEqual(known["brand"].tolist(), [1] * 20 + [0] * 21, "which then counts as no brand that is known")
        self.assertEqual(values["kind and colour"], ["shoe, red"], "ten of a pair are too few")
        self.assertTrue((known["usage"] == -1).all())

    def test_words_of_two_shops_are_not_held_against_each_other(self):
        codes, facts = self.codes([("sweater", None), ("casual shoe", None), ("sports shoe", None), ("cardigan", None), ("shoes", None)])
        nouns = examples.relations(facts, np.array([0, 0, 0, 2, 1]), codes)
        code = codes.known[0]
        def state(number, asked, shown):
            return nouns[number, code[asked], code[shown]]
        self.assertEqual(state(0, "sports shoe", "casual shoe"), WRONG, "one shop tells them apart")
        self.assertEqual(state(0, "cardigan", "sweater"), UNKNOWN, "the other shop's word")
        self.assertEqual(state(0, "shoes", "casual shoe"), RIGHT, "a wider word")
        self.assertEqual(state(1, "casual shoe", "shoes"), UNKNOWN, "which shoes is not told")
        self.assertEqual(state(0, "sweater", "casual shoe"), WRONG)

    def test_the_brand_is_what_stands_before_for_whom(self):
        self.assertEqual(examples.brand("Peter England Men Party Blue Jeans"), "peter england")
        self.assertEqual(examples.brand("Titan Women Silver Watch"), "titan")


class FreeLanguage(unittest.TestCase):
    def test_a_rule_is_alternatives_of_conditions(self):
        rule = free_language.parse("type=Shirts|Tops; gender=Men or colour=Red")
        row = {"article_type": "Tops", "gender": "Women", "base_colour": "Blue"}
        self.assertFalse(free_language.holds(rule, row))
        self.assertTrue(free_language.holds(rule, row | {"gender": "Men"}))
        self.assertTrue(free_language.holds(rule, row | {"base_colour": "Red"}))

    def test_a_condition_on_no_known_column_is_refused(self):
        with self.assertRaisesRegex(ValueError, "brand=Nike"):
            free_language.parse("type=Shirts; brand=Nike")

    def test_there_are_two_hundred_distinct_queries(self):
        queries = [query for query, _ in free_language.read()]
        self.assertEqual((len(queries), len(set(queries))), (200, 200))


class Copies(unittest.TestCase):
    def test_a_copy_turned_by_exif_is_upright_again_when_opened(self):
        picture = Image.new("RGB", (40, 20), (255, 0, 0))
        picture.paste((0, 0, 255), (0, 0, 40, 10))
        copy = robustness.turned_by_exif(picture, np.random.default_rng(1))
        self.assertEqual(copy.size, (20, 40))
        upright = pictures.upright_rgb(copy)
        self.assertEqual(upright.size, (40, 20))
        self.assertGreater(upright.getpixel((20, 3))[2], 200)

    def test_a_crop_keeps_four_fifths_of_the_area(self):
        copy = robustness.cropped(Image.new("RGB", (300, 400)), np.random.default_rng(1))
        self.assertAlmostEqual(copy.width * copy.height / (300 * 400), 0.8, places=2)


class Batches(unittest.TestCase):
    def test_each_row_comes_once_and_alike_batches_are_of_few_kinds(self):
        rng = np.random.default_rng(3)
        kinds, rows = rng.integers(0, 40, 5_000), rng.permutation(5_000)[:4_200]
        for alike, most in ((0.0, 40), (1.0, 12)):
            found = examples.batches(rows, kinds, 128, alike, rng)
            together = np.concatenate(found)
            self.assertEqual(len(together), len(set(together)))
            self.assertTrue(set(together) <= set(rows))
            self.assertEqual(len(found), 4_200 // 128)
            few = [len(set(kinds[batch])) for batch in found]
            self.assertLessEqual(max(few), most)
            self.assertEqual(min(few) > 12, alike == 0.0)


class TheNetwork(unittest.TestCase):
    """Of the folder that ships."""

    @classmethod
    def setUpClass(cls):
        cls.folder = folders.REPOSITORY / "models" / "nova-mini"
        cls.network = network.Network(cls.folder, first_layer=3).eval()
        cls.reference = reference.load(cls.folder)

    @torch.no_grad()
    def test_it_computes_what_the_reference_computes(self):
        picture = Image.effect_noise((90, 120), 60).convert("RGB")
        own, _ = self.network.described(torch.from_numpy(pictures.squeeze(picture).copy()).permute(2, 0, 1)[None].float() / 255)
        self.assertGreater(float((own.numpy() * self.reference.images([picture])).sum()), 0.9999)
        texts = ["a red dress", "navy blue shirts for men"]
        tokens = [self.reference.tokenizer.encode(text).ids for text in texts]
        longest = max(map(len, tokens))
        ids = torch.tensor([found + [0] * (longest - len(found)) for found in tokens])
        mask = torch.tensor([[place < len(found) for place in range(longest)] for found in tokens])
        found = (self.network.texts(ids, mask).numpy() * self.reference.texts(texts)).sum(axis=1)
        self.assertGreater(found.min(), 0.9999, "padding does not count")

    def test_what_was_not_trained_is_written_byte_for_byte(self):
        made = self.network.tensors()
        self.assertEqual(made.keys(), self.network.kept.keys())
        for name, value in made.items():
            torch.testing.assert_close(value.float(), self.network.kept[name].float(), rtol=0, atol=1.0 if value.dtype == torch.uint8 else 1e-3)
        fixed = "text.embeddings.word_embeddings.weight"
        self.assertTrue(torch.equal(made[fixed], self.network.kept[fixed]))

    @torch.no_grad()
    def test_other_values_of_the_attributes_keep_what_was_known(self):
        changed = network.Network(self.folder).eval()
        sizes = changed.sizes
        places = [torch.arange(size) for size in sizes]
        places[0] = torch.cat([torch.tensor([-1]), places[0].flip(0)])
        x = torch.rand(2, 3, 192, 192, generator=torch.Generator().manual_seed(4))
        before, logits = changed.described(x)
        changed.add_attributes([sizes[0] + 1, *sizes[1:]], places_in(places, sizes))
        after, now = changed.described(x)
        torch.testing.assert_close(now[:, 1 : sizes[0] + 1], logits[:, : sizes[0]].flip(1), rtol=0, atol=1e-4)
        self.assertGreater(float((before * after).sum(1).min()), 0.95, "a new value begins unlikely and without a vector")

    def test_eight_bit_rows_are_within_half_a_step(self):
        table = torch.randn(50, 16, generator=torch.Generator().manual_seed(2))
        whole, scale = network.eight_bit_rows(table)
        back = (whole.float() - 128) * scale[:, None]
        self.assertTrue(((back - table).abs() <= scale[:, None] * 0.5001).all())


def places_in(places: list[torch.Tensor], sizes: list[int]) -> list[torch.Tensor]:
    """Rows among all values of places within each attribute."""
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return [torch.where(place >= 0, place + int(start), -1) for place, start in zip(places, starts)]


class Views(unittest.TestCase):
    def test_a_view_keeps_the_colour_and_depends_on_the_generator_alone(self):
        pictures_ = torch.full((8, 3, 224, 224), 255, dtype=torch.uint8)
        pictures_[:, 1:, 60:170, 60:170] = 0
        masks = torch.zeros(8, 224, 224, dtype=torch.bool)
        masks[:, 60:170, 60:170] = True
        grounds = torch.zeros(3, 3, 224, 224, dtype=torch.uint8)
        ways = views.Ways(laid=1.0, zoomed_out=0.0)
        made = [views.view(pictures_, masks, torch.ones(8, dtype=torch.bool), grounds, ways, torch.Generator().manual_seed(5)) for _ in "ab"]
        torch.testing.assert_close(*made)
        self.assertEqual(made[0].shape, (8, 3, 192, 192))
        red = ((made[0][:, 0] > 0.6) & (made[0][:, 1:] < 0.35).all(dim=1)).float().mean(dim=(1, 2))
        self.assertTrue((red > 0.1).all(), red)

    def test_a_mask_tells_a_garment_from_the_white_around_it(self):
        picture = np.full((64, 64, 3), 250, dtype=np.uint8)
        picture[16:48, 16:48] = (200, 0, 0)
        picture[28:36, 28:36] = 255  # white within the garment
        mask = decoded.mask_of(picture)
        self.assertTrue(mask[20, 20] and mask[30, 30] and not mask[2, 2])
        self.assertIsNone(decoded.mask_of(np.zeros((64, 64, 3), dtype=np.uint8)))


class Colours(unittest.TestCase):
    """A red garment with a blue print on white."""

    def setUp(self):
        self.picture = torch.full((1, 3, 224, 224), 255, dtype=torch.uint8)
        self.picture[0, :, 40:190, 50:170] = torch.tensor([200, 20, 30], dtype=torch.uint8)[:, None, None]
        self.picture[0, :, 150:190, 50:170] = torch.tensor([160, 10, 20], dtype=torch.uint8)[:, None, None]  # in shade
        self.picture[0, :, 100:120, 100:120] = torch.tensor([20, 20, 200], dtype=torch.uint8)[:, None, None]
        self.mask = (self.picture.amin(dim=1) < 228)

    def test_the_garment_takes_the_colour_and_keeps_its_print_its_shade_and_the_ground(self):
        colours, share = recolour.main_colours(self.picture, self.mask)
        torch.testing.assert_close(colours[0] * 255, torch.tensor([200.0, 20.0, 30.0]), rtol=0, atol=12)
        self.assertGreater(share.item(), 0.8)
        made = recolour.recoloured(self.picture, self.mask, colours, torch.tensor([[0.1, 0.5, 0.2]]))[0].float() / 255
        torch.testing.assert_close(made[:, 60, 60], torch.tensor([0.1, 0.5, 0.2]), rtol=0, atol=0.06)
        self.assertLess(made[:, 170, 60].mean().item(), made[:, 60, 60].mean().item() - 0.02, "shade stays shade")
        torch.testing.assert_close(made[:, 110, 110], self.picture[0, :, 110, 110] / 255, rtol=0, atol=0.02)
        self.assertEqual(made[:, 5, 5].tolist(), [1.0, 1.0, 1.0])

    def test_what_differs_from_the_usual_look_of_its_name_is_not_lent(self):
        colours = torch.tensor([[0.8, 0.1, 0.1]] * 5 + [[0.1, 0.1, 0.8], [0.8, 0.1, 0.1], [0.8, 0.1, 0.1]])
        share = torch.tensor([0.9] * 6 + [0.2, 0.9])
        names = torch.tensor([3] * 7 + [-1])
        self.assertEqual(recolour.lent(colours, share, names).tolist(), [True] * 5 + [False] * 3)

    def test_shares_are_alike_for_one_colour_whatever_the_ground(self):
        other = torch.where(self.mask[:, None], self.picture, 90)
        green = recolour.recoloured(self.picture, self.mask, torch.tensor([[0.78, 0.08, 0.12]]), torch.tensor([[0.1, 0.6, 0.2]]))
        of_all = recolour.shares(torch.cat([self.picture, other, green]), self.mask.expand(3, -1, -1))
        near = of_all @ of_all.T
        self.assertGreater(near[0, 1].item(), 0.9)
        self.assertLess(near[0, 2].item(), 0.5)

    def test_a_painted_row_stands_beside_its_own_and_says_what_it_shows(self):
        count = 6
        names = {fact: [] for fact in captions.FACTS} | {"noun": ["shirt"], "colour": ["red", "green"]}
        values = {name: [] for name in examples.ATTRIBUTES} | {"colour": ["green"], "kind and colour": ["shirt, red"]}
        facts = np.full((count, 9), -1)
        facts[:, 0], facts[:, 1], facts[:, -1] = 0, [0, 0, 0, 1, 1, 1], 0
        green = recolour.recoloured(self.picture, self.mask, torch.tensor([[0.78, 0.08, 0.12]]), torch.tensor([[0.1, 0.6, 0.2]]))
        held = types.SimpleNamespace(
            pictures=torch.cat([self.picture] * 3 + [green] * 3), masks=self.mask.expand(count, -1, -1), has_mask=torch.ones(count, dtype=torch.bool)
        )
        pairs = (np.array([[0, 0, *[-1] * 6], [0, 1, *[-1] * 6]]), np.array([[10, 11], [20, 21]]))
        of = types.SimpleNamespace(
            facts=facts, vocabulary={"pairs": pairs}, names=names, values=values, painted={(0, 0), (0, 1)}, train=np.ones(count, dtype=bool)
        )
        made = painting.Painting(held, of, torch.Generator().manual_seed(3))
        rows = torch.arange(count)
        painted = made.draw(rows, 0.5)
        self.assertGreater(len(painted.places), 0)
        others = rows[torch.nonzero(painted.index < 0).flatten()]
        self.assertTrue(torch.isin(rows[painted.places], others).all(), "its own picture is in the batch as it is")
        batch = [torch.from_numpy(facts)[rows], torch.zeros(count, dtype=torch.long), torch.zeros(count, 9, dtype=torch.long)]
        attributes, own = torch.zeros(count, len(examples.ATTRIBUTES), dtype=torch.long), torch.zeros(count, 2, dtype=torch.long)
        made.say(painted, *batch, attributes, own)
        pictures_ = held.pictures[rows].clone()
        made.paint(pictures_, rows, painted.index, painted)
        for place, name in zip(painted.places.tolist(), painted.names.tolist()):
            self.assertIn(batch[1][place].item(), (10, 11) if name == 0 else (20, 21))
            self.assertEqual(batch[2][place, :2].tolist(), [0, name])
            self.assertEqual(attributes[place, 1].item(), -1 if name == 0 else 0)
            self.assertEqual(own[place].tolist(), [-2, -2], "a title of another colour is not its own")
            self.assertEqual(pictures_[place, :, 60, 60].argmax().item(), name, "the brightest channel is that of the name")


class Emphasis(unittest.TestCase):
    def test_a_phrase_is_drawn_to_its_colour_and_a_title_stays(self):
        vectors, named = torch.eye(4)[:3], torch.eye(4)[2:]
        found = emphasis.wanted(vectors, named, torch.tensor([1, 1, -1]), torch.tensor([1.0, 0.5, 0.0]), 0.75)
        torch.testing.assert_close(found[0], torch.tensor([0.8, 0.0, 0.0, 0.6]))
        self.assertGreater(found[0, 3].item(), found[1, 3].item(), "a phrase that names more is drawn less")
        torch.testing.assert_close(found[2], vectors[2])


class Finish(unittest.TestCase):
    def test_what_two_runs_changed_adds_up_by_their_shares(self):
        begun = {"text_projection.weight": torch.tensor([1.0, 1.0]), "image_projection.fc2.bias": torch.tensor([0.0])}
        first = {"text_projection.weight": torch.tensor([2.0, 1.0]), "image_projection.fc2.bias": torch.tensor([4.0])}
        second = {"text_projection.weight": torch.tensor([1.0, 3.0])}
        none = torch.zeros(0, dtype=torch.long)
        made = finish.blended(begun, [(first, none, 0.5), (second, none, 1.0)])
        self.assertEqual(made["text_projection.weight"].tolist(), [1.5, 3.0])
        self.assertEqual(made["image_projection.fc2.bias"].tolist(), [2.0])


class PictureOnly(unittest.TestCase):
    def test_places_overlap_and_each_sums_to_one(self):
        found = network.places(8)
        torch.testing.assert_close(found.sum(1), torch.ones(4))
        rows = found[:3].view(3, 8, 8)[:, :, 0]
        self.assertEqual((rows > 1e-6).sum(0).tolist(), [1, 2, 2, 2, 2, 2, 2, 1], "all rows but those at the edge belong to two parts")
        torch.testing.assert_close(rows[0], rows[2].flip(0), msg="the lower part is the upper one upside down")

    def test_kinds_keep_the_second_guess_and_have_length_one(self):
        logits = torch.tensor([[6.0, 3.0, 0.0, 99.0]])
        sharp, soft = (network.tempered(logits, temperature, 3) for temperature in (1.0, 3.0))
        torch.testing.assert_close(soft.norm(dim=1), torch.ones(1))
        self.assertGreater(soft[0, 1].item(), 2 * sharp[0, 1].item())

    def test_no_text_reaches_what_is_free(self):
        projection = torch.randn(12, 5, generator=torch.Generator().manual_seed(1))
        basis = picture_only.free(projection)
        self.assertEqual(basis.shape, (12, 7))
        torch.testing.assert_close(basis.T @ basis, torch.eye(7), rtol=0, atol=1e-5)
        self.assertLess((basis.T @ projection).abs().max().item(), 1e-5)

    def test_views_of_one_picture_fall_together(self):
        generator = torch.Generator().manual_seed(2)
        pieces = torch.randn(300, 12, generator=generator) * torch.tensor([1.0] * 6 + [0.05] * 6)
        # The first number changes from view to view and tells nothing, however large it is.
        noise = torch.tensor([9.0] + [0.1] * 5 + [0.01] * 6)
        seen = [pieces + torch.randn(300, 12, generator=generator) * noise for _ in range(3)]
        centre, map_ = picture_only.discriminants(seen, 12, 1e-6, 11)
        first, second = (torch.nn.functional.normalize((view - centre) @ map_, dim=1) for view in seen[:2])
        found = (second @ first.T).argmax(1)
        self.assertGreater((found == torch.arange(300)).float().mean().item(), 0.9)
        plain = (torch.nn.functional.normalize(seen[1], dim=1) @ torch.nn.functional.normalize(seen[0], dim=1).T).argmax(1)
        self.assertLess((plain == torch.arange(300)).float().mean().item(), 0.4)


class Pictures(unittest.TestCase):
    def test_transparency_is_white(self):
        clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
        self.assertEqual(pictures.upright_rgb(clear).getpixel((1, 1)), (255, 255, 255))


class Metrics(unittest.TestCase):
    def test_a_longer_gallery_is_searched_but_not_asked_for(self):
        gallery = np.eye(3, dtype=np.float32)
        figures = metrics.title_recall(["a", "b", "a"], gallery[[2, 1]], gallery, (1,))
        self.assertEqual((figures[0].value, figures[0].queries), (1.0, 2))

    def test_an_equal_title_counts_as_found(self):
        gallery = np.eye(3, dtype=np.float32)
        queries = gallery[[1, 0, 2]]
        figures = metrics.title_recall(["same", "same", "other"], queries, gallery, (1,))
        self.assertEqual(figures[0].value, 1.0)

    def test_the_ceiling_knows_how_few_are_relevant(self):
        relevant = np.array([[True, False, False, False]])
        figure = metrics.precision_at("p", np.array([[0, 1]]), relevant)
        self.assertEqual((figure.value, figure.ceiling, figure.chance), (0.5, 0.5, 0.25))


if __name__ == "__main__":
    unittest.main()
