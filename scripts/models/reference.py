#!/usr/bin/env python3
"""Tiny sentence encoders with random weights, and what the reference implementations make of texts with them.

usage: reference.py OUT [--small]

Writes OUT/xlmr (XLM-RoBERTa, unigram vocabulary, positions from padding + 1, first token pooled, as bge-m3) and OUT/e5 (BERT with a
unigram vocabulary, mean pooled, prefixes, as multilingual-e5-small). Each holds the usual published files and expected.json:
texts, their tokens by the `tokenizers` library, their vectors by `transformers` on PyTorch (float64).
--small: a character map of a few rules and few texts, for the fixture in Tests/RunbooksTests/Fixtures.

Needs: pip install tokenizers sentencepiece transformers torch safetensors
"""
import json, os, sys, tempfile, base64, random
import sentencepiece as spm
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, AddedToken
from transformers import BertConfig, BertModel, XLMRobertaConfig, XLMRobertaModel
from sentencepiece import sentencepiece_model_pb2 as pb

torch.set_num_threads(1)
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
out, small = sys.argv[1], "--small" in sys.argv

def corpus():
    folder = os.path.join(ROOT, "sample-logs", "runbooks")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            yield from (line.strip() for line in f if line.strip())

TEXTS = [
    "The disk of db1 is full.", "디스크가 가득 찼습니다", "ＦＵＬＬ width　space ﬁle ①", "cafe\u0301 über naïve", "한글 자모 \u1112\u1161\u11ab",
    "", "   ", "a  b\tc\nd", "🙂 emoji 👩‍👩‍👧 and 漢字", "x" * 200, "<s> not a mark </s>", "\u200bzero\u200bwidth \u00a0nbsp",
    "ERROR 502 upstream=10.0.0.7:8080 ms=1532", "ｶﾞ ﾊﾟ ㈜ ½ ℃", "\u0000\u0001control\u007f",
]

def sentencepiece_model(folder, vocabulary):
    options = dict(model_prefix=os.path.join(folder, "sp"), vocab_size=vocabulary, model_type="unigram", character_coverage=0.99,
                   hard_vocab_limit=False, minloglevel=2, num_threads=1)
    if small:
        rules = os.path.join(folder, "rules.tsv")
        with open(rules, "w") as f:
            for a, b in [("Ｆ", "F"), ("Ｕ", "U"), ("Ｌ", "L"), ("ﬁ", "fi"), ("①", "1"), ("\u3000", " "), ("\u00a0", " "), ("\t", " "), ("\n", " "),
                         ("e\u0301", "é"), ("\u1112\u1161\u11ab", "한"), ("\u1112\u1161", "하"), ("½", "1/2")]:
                f.write(" ".join("%X" % ord(c) for c in a) + "\t" + " ".join("%X" % ord(c) for c in b) + "\n")
        options["normalization_rule_tsv"] = rules
    else:
        options["normalization_rule_name"] = "nmt_nfkc"
    spm.SentencePieceTrainer.train(sentence_iterator=iter(list(corpus())), **options)
    proto = pb.ModelProto()
    proto.ParseFromString(open(os.path.join(folder, "sp.model"), "rb").read())
    return proto

def tokenizer(proto, style):
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)] + [(p.piece, p.score) for p in proto.pieces if p.type == 1] + [("<mask>", 0.0)]
    t = Tokenizer(models.Unigram(pieces, unk_id=3, byte_fallback=False))
    precompiled = normalizers.Precompiled(proto.normalizer_spec.precompiled_charsmap)
    if style == "e5":
        t.normalizer = precompiled
        t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    else:
        from tokenizers import Regex
        t.normalizer = normalizers.Sequence([precompiled, normalizers.Strip(left=False, right=True), normalizers.Replace(Regex(" {2,}"), "▁")])
        t.pre_tokenizer = pre_tokenizers.Metaspace()
    t.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return t, len(pieces)

def reference(model, ids, pooling):
    with torch.no_grad():
        x = model(input_ids=torch.tensor([ids])).last_hidden_state[0]
    v = x[0] if pooling == "cls" else x.mean(0)
    return (v / v.norm()).tolist()

def write(style):
    folder = os.path.join(out, style)
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        proto = sentencepiece_model(scratch, 300 if small else 3000)
    t, vocabulary = tokenizer(proto, style)
    t.save(os.path.join(folder, "tokenizer.json"), pretty=False)
    torch.manual_seed(7)
    torch.set_default_dtype(torch.float32)
    h, layers, heads, inner, positions = (8, 1, 2, 16, 66) if small else (48, 3, 4, 96, 200)
    common = dict(vocab_size=vocabulary, hidden_size=h, num_hidden_layers=layers, num_attention_heads=heads, intermediate_size=inner,
                  hidden_act="gelu", initializer_range=0.4, max_position_embeddings=positions, layer_norm_eps=1e-5)
    if style == "e5":
        model = BertModel(BertConfig(**common, type_vocab_size=2, pad_token_id=1), add_pooling_layer=False)
    else:
        model = XLMRobertaModel(XLMRobertaConfig(**common, type_vocab_size=1, pad_token_id=1, bos_token_id=0, eos_token_id=2), add_pooling_layer=False)
    # Layer norms that do something, so that a wrong order shows.
    with torch.no_grad():
        for name, p in model.named_parameters():
            if "LayerNorm" in name or name.endswith("bias"): p.add_(torch.randn_like(p) * 0.1)
    model.eval()
    model.save_pretrained(folder, safe_serialization=True)
    config = json.load(open(os.path.join(folder, "config.json")))
    config["model_type"] = "bert" if style == "e5" else "xlm-roberta"
    json.dump(config, open(os.path.join(folder, "config.json"), "w"), indent=1)
    pooling = "cls" if style == "xlmr" else "mean"
    os.makedirs(os.path.join(folder, "1_Pooling"), exist_ok=True)
    json.dump({"word_embedding_dimension": h, "pooling_mode_cls_token": pooling == "cls", "pooling_mode_mean_tokens": pooling == "mean"},
              open(os.path.join(folder, "1_Pooling", "config.json"), "w"))
    limit = positions - 2 if style == "xlmr" else positions
    json.dump({"max_seq_length": limit}, open(os.path.join(folder, "sentence_bert_config.json"), "w"))
    texts = TEXTS + ([] if small else list(corpus()) + [" ".join(list(corpus())[:40])])
    if not small:
        # Random mixtures of everything: what no corpus holds.
        rng = random.Random(3)
        pool = "abcXYZ012 .,:-_/가각힣ᄒ\u1161\u11abéß①ＡｶﾞΩя漢🙂\u200b\u00a0\t\u0301\ufeff½ﬁ"
        texts += ["".join(rng.choice(pool) for _ in range(rng.randrange(1, 40))) for _ in range(200)]
    model = model.double()
    expected = []
    for text in texts:
        # Marks written in a text are text here: what the `tokenizers` library would make of them is not asked.
        ids = t.encode(text).ids if "<s>" not in text else None
        if ids is not None and len(ids) > limit: ids = ids[:limit - 1] + [2]
        expected.append({"text": text, "ids": ids, "vector": None if ids is None else [round(x, 6) for x in reference(model, ids, pooling)]})
    json.dump(expected, open(os.path.join(folder, "expected.json"), "w"), ensure_ascii=True, separators=(",", ":"))
    print(folder, vocabulary, "pieces", len(texts), "texts")

for style in ("xlmr", "e5"): write(style)
