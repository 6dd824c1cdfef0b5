"""The parts of training whose mistakes would not show as a crash, only as a worse model."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from nova_training import (
    captions, examples, export, free_language, heads, losses, metrics, pictures, robustness, sentences, soup, tower, upper, words,
)


class Captions(unittest.TestCase):
    def test_a_caption_uses_only_facts_that_the_product_has(self):
        row = {
            "article_type": "Tshirts", "base_colour": "NA", "gender": "Men",
            "usage": "NA", "master_category": "Apparel",
        }
        facts = captions.product_facts(row)
        for seed in range(200):
            text, used, _ = captions.product_caption(row, facts, np.random.default_rng(seed))
            self.assertTrue(used <= {"noun", "gender", "group"}, (text, used))
            self.assertNotIn("NA", text.split())
            self.assertEqual(text, " ".join(text.split()).strip(" ,"))

    def test_a_caption_answers_every_purpose_that_it_asks_for(self):
        row = {
            "article_type": "Sweaters", "base_colour": "Red", "gender": "Women",
            "usage": "Casual", "master_category": "Apparel",
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
        found = captions.vocabulary(
            {"products": [blue] * captions.LEAST_ROWS + [rare], "drawn": [], "photos": []},
            lambda text: texts.setdefault(text, len(texts)),
        )
        self.assertEqual([facts[:2] for facts, _ in found["pairs"]], [["shirt", "blue"]])
        self.assertIn("blue shirts", texts)


class Losses(unittest.TestCase):
    def fits(self, facts, claims, own, titles, texts):
        return losses.fits(*(torch.tensor(part) for part in (facts, claims, own, titles, texts))).tolist()

    def test_a_caption_fits_the_pictures_whose_facts_it_claims(self):
        facts = [[1, 7, 0b01], [1, 8, 0b11], [2, 7, 0b11]]
        claims = [[1, -1, 0], [1, 8, 0], [-1, -1, 0b10]]
        found = self.fits(facts, claims, [0, 1, 2], [-1, -1, -1], [0, 1, 2])
        self.assertEqual(found, [[1, 0, 0], [1, 1, 1], [0, 0, 1]])

    def test_a_title_fits_what_bears_it_whatever_was_drawn(self):
        nothing = [[-1, 0], [-1, 0]]
        found = self.fits([[1, 0], [2, 0]], nothing, [5, 9], [5, 5], [5, 6])
        self.assertEqual(found, [[1, 0], [1, 0]])

    def test_the_contrast_is_least_where_the_right_pairs_meet(self):
        one = torch.eye(4)
        good = losses.contrast(20 * one, one)
        bad = losses.contrast(20 * one.roll(1, 0), one)
        self.assertLess(good.item(), 1e-3)
        self.assertGreater(bad.item(), 5)

    def test_a_picture_without_a_right_term_is_left_out(self):
        images, terms = torch.eye(2), torch.eye(2)
        term_facts = torch.tensor([[3, -1], [4, -1]])
        known = losses.among(images, torch.tensor([[3, 1, 0], [9, 1, 0]]), terms, term_facts, torch.tensor(20.0))
        self.assertLess(known.item(), 1e-3)
        wrong = losses.among(images, torch.tensor([[4, 1, 0], [9, 1, 0]]), terms, term_facts, torch.tensor(20.0))
        self.assertGreater(wrong.item(), 5)
        none = losses.among(images, torch.tensor([[8, 1, 0], [9, 1, 0]]), terms, term_facts, torch.tensor(20.0))
        self.assertEqual(none.item(), 0)

    def test_pictures_of_one_kind_draw_together(self):
        kinds = torch.tensor([0, 0, 1, 1, -1])
        near = torch.eye(3)[[0, 0, 1, 1, 2]]
        far = torch.eye(3)[[0, 1, 0, 1, 2]]
        self.assertLess(losses.same_kind(near, kinds, 20.0), losses.same_kind(far, kinds, 20.0))

    def test_an_attribute_that_is_unknown_teaches_nothing(self):
        sizes, values = [2, 3], torch.tensor([[1, -1], [-1, -1]])
        logits = torch.zeros(2, 5, requires_grad=True)
        loss = losses.attributes(logits, values, sizes)
        loss.backward()
        self.assertAlmostEqual(loss.item(), np.log(2) / 2, places=5)
        self.assertTrue((logits.grad[0, :2] != 0).all() and not logits.grad[0, 2:].any() and not logits.grad[1].any())
        self.assertEqual(losses.attributes(logits, torch.full((2, 2), -1), sizes).item(), 0.0)


class Heads(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(1)
        self.heads = heads.Heads(torch.zeros(6), torch.ones(6), 4, 0.0, [2, 3])
        self.features = torch.randn(5, 6)

    def test_without_values_vectors_the_names_change_nothing(self):
        plain = self.heads.fc2(torch.nn.functional.gelu(self.heads.fc1(self.features)))
        wanted = torch.nn.functional.normalize(plain, dim=1)
        self.assertTrue(torch.allclose(self.heads.images(self.features), wanted, atol=1e-6))

    def test_a_picture_is_drawn_to_the_vectors_of_what_it_is_named(self):
        before = self.heads.images(self.features)
        with torch.no_grad():
            self.heads.attributes.bias[:] = torch.tensor([0.0, 50.0, 50.0, 0.0, 0.0])
            self.heads.mix.weight[:, 1] = 2 * torch.eye(heads.EMBED_DIM)[0]
            self.heads.mix.weight[:, 2] = 2 * torch.eye(heads.EMBED_DIM)[1]
            self.heads.mix.weight[:, 3] = 9.0  # of a value that is not named
        after, logits = self.heads.described(self.features)
        self.assertEqual(logits.shape, (5, 5))
        wanted = before + 2 * torch.eye(heads.EMBED_DIM)[:2].sum(0)
        self.assertTrue(torch.allclose(after, torch.nn.functional.normalize(wanted, dim=1), atol=1e-5))


class Examples(unittest.TestCase):
    def test_attributes_are_numbered_and_rare_ones_are_unknown(self):
        # Noun, colour, gender, usage, group, family, purposes.
        facts = np.array([[3, 9, 5, -1, 0, 0, 0]] * 30 + [[4, 9, -1, -1, 0, 0, 0]] * 10 + [[7, -1, -1, -1, 0, 0, 0]])
        names = ["Puma Men Shoe"] * 20 + ["Zed Men Shoe"] * 2
        train = np.ones(len(facts), dtype=bool)
        train[0] = False
        found = examples.attributes(facts, names, train)
        known = dict(zip(examples.ATTRIBUTES, found.T))
        self.assertEqual(known["noun"].tolist(), [0] * 30 + [1] * 10 + [-1])
        self.assertEqual(known["colour"].tolist(), [0] * 40 + [-1])
        self.assertEqual(known["brand"].tolist(), [0] * 20 + [-1] * 21, "two of a brand are too few")
        self.assertEqual(known["noun and colour"].tolist(), [0] * 30 + [-1] * 11, "ten of a pair are too few")
        self.assertTrue((known["usage"] == -1).all())

    def test_a_view_is_only_chosen_where_it_exists(self):
        present = np.array([[True, False, False], [True, True, False]] * 50)
        chosen = examples.choose_views(present, 0.2, np.random.default_rng(1))
        self.assertTrue(present[np.arange(100), chosen].all())
        self.assertGreater((chosen == 1).sum(), 20)

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


class Tower(unittest.TestCase):
    def test_folding_the_normalisation_changes_nothing(self):
        network = tower.pretrained_network()
        folded = tower.Tower(network).eval()
        x = torch.randn(1, 3, 192, 192, generator=torch.Generator().manual_seed(1))
        with torch.no_grad():
            torch.testing.assert_close(folded.maps(x)[-1], network.extract_features(x), atol=1e-3, rtol=1e-3)

    def test_the_trained_end_starts_as_the_pretrained_tower(self):
        whole = tower.pretrained_tower()
        end = upper.Upper(whole)
        x = torch.rand(3, 192, 192, 3, generator=torch.Generator().manual_seed(1)) * 255
        with torch.no_grad():
            features, maps = whole(x)
            later = end(maps)
        torch.testing.assert_close(later, features[:, -later.shape[1] :], atol=1e-3, rtol=1e-3)
        for name, value in end.tensors().items():
            self.assertTrue(torch.equal(value, whole.tensors[name]), name)

    def test_cells_come_row_by_row_with_their_channels_together(self):
        x = torch.arange(2 * 6 * 6, dtype=torch.float32).view(1, 2, 6, 6)
        found = tower.cells(x)[0].view(3, 3, 2)
        torch.testing.assert_close(found[0, 1], x[0, :, 0:2, 2:4].mean(dim=(1, 2)))
        torch.testing.assert_close(found[2, 0], x[0, :, 4:6, 0:2].mean(dim=(1, 2)))

    def test_the_shares_of_colours_sum_to_one_in_each_place(self):
        picture = torch.zeros(1, 3, 192, 192)
        picture[:, :, 64:] = 1.0
        found = tower.histogram(picture)[0].view(4, tower.LEVELS**3)
        torch.testing.assert_close((found**2).sum(1), torch.ones(4))
        self.assertAlmostEqual(found[0, 0].item(), 1.0, places=3)  # the upper third is black
        self.assertAlmostEqual(found[2, -1].item(), 1.0, places=3)  # the lower one is white

    def test_eight_bit_rows_are_within_half_a_step(self):
        table = torch.randn(50, 16, generator=torch.Generator().manual_seed(2))
        whole, scale = export.eight_bit_rows(table)
        back = (whole.float() - 128) * scale[:, None]
        self.assertTrue(((back - table).abs() <= scale[:, None] * 0.5001).all())


class Sentences(unittest.TestCase):
    TEXTS = ["red dress", "Puma Men Race Black Running Shoes", "red dress", "something flowy for the beach"]

    def setUp(self):
        self.tokenizer, self.bert, self.upper = sentences.pretrained(3)
        self.states = sentences.states_of(self.tokenizer, self.bert, self.TEXTS, 3)

    def test_the_cached_states_and_the_upper_layers_are_the_whole_tower(self):
        tokenizer, whole = captions.sentence_tower()
        with torch.no_grad():
            found = self.states.through(self.upper.eval(), np.array([3, 0, 1]))
        expected = captions.embed(tokenizer, whole, [self.TEXTS[i] for i in (3, 0, 1)])
        np.testing.assert_allclose(found.numpy(), expected, atol=2e-3)

    def test_training_a_text_changes_every_upper_layer_and_no_other(self):
        self.states.through(self.upper.train(), np.array([0, 2])).square().sum().backward()
        trained = {name for name, value in self.bert.named_parameters() if value.grad is not None}
        self.assertEqual({name.split(".")[2] for name in trained}, {"3", "4", "5"})

    def test_a_run_without_trained_layers_counts_as_pretrained_in_a_mean(self):
        heads = {"bias": torch.zeros(2)}
        changed = {name: value + 1 for name, value in self.upper.state_dict().items()}
        with tempfile.TemporaryDirectory() as folder:
            runs = [Path(folder) / name for name in ("plain", "tuned")]
            for run, layers in zip(runs, (None, changed)):
                run.mkdir()
                torch.save({"heads": heads, "upper": None, "sentences": layers}, run / "final.pt")
            mean = soup.mean(runs)["sentences"]
        name = "layer.3.output.dense.weight"
        torch.testing.assert_close(mean[name], self.upper.state_dict()[name] + 0.5)


class Pictures(unittest.TestCase):
    def test_transparency_is_white(self):
        clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
        self.assertEqual(pictures.upright_rgb(clear).getpixel((1, 1)), (255, 255, 255))

    def test_a_varied_view_depends_on_the_picture_alone(self):
        picture = Image.effect_noise((90, 120), 60).convert("RGB")
        views = [
            pictures.view_of(picture, "varied", pictures.random_for(7, "a", "varied"), 0.5) for _ in "ab"
        ]
        np.testing.assert_array_equal(*views)


    def test_a_pasted_product_keeps_its_colour_and_loses_its_white(self):
        product = Image.new("RGB", (60, 80), (255, 255, 255))
        product.paste((200, 0, 0), (15, 20, 45, 60))
        ground = Image.new("RGB", (200, 200), (0, 90, 0))
        found = pictures.pasted(product, ground, np.random.default_rng(3))
        pixels = np.asarray(found).reshape(-1, 3).astype(int)
        self.assertGreater(((pixels[:, 0] > 120) & (pixels[:, 1] < 60)).mean(), 0.05)
        self.assertLess((pixels.min(axis=1) > 200).mean(), 0.02)


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
