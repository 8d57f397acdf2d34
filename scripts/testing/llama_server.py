#!/usr/bin/env python3
"""llama.cpp's own server over a tiny model of random weights, made here.

usage: llama_server.py FOLDER PORTFILE chat|embeddings CONTEXT [KEY]
Needs xllamacpp and gguf (scripts/testing/llama.sh installs them). Nothing is fetched: the model file is written to FOLDER.
CONTEXT: tokens (bytes) that a request may have. KEY: what requests must bear.
PORTFILE appears once the server answers: its port and the model's name. Ends with the process that started it.
"""
import json, os, sys, time, urllib.request

parent = os.getppid()
folder, port_file, purpose, context = sys.argv[1:5]
key = sys.argv[5] if len(sys.argv) > 5 else None

import gguf
import numpy
import xllamacpp

WIDTH, HIDDEN, HEADS, CONTEXT = 64, 128, 4, int(context)
# One token a byte, so that any text can be read and written.
tokens = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL] + [gguf.TokenType.BYTE] * 256
path = os.path.join(folder, "tiny.gguf")
writer = gguf.GGUFWriter(path, "llama")
writer.add_name("tiny")
writer.add_context_length(CONTEXT)
writer.add_embedding_length(WIDTH)
writer.add_block_count(1)
writer.add_feed_forward_length(HIDDEN)
writer.add_head_count(HEADS)
writer.add_head_count_kv(HEADS)
writer.add_layer_norm_rms_eps(1e-5)
writer.add_rope_dimension_count(WIDTH // HEADS)
writer.add_vocab_size(len(tokens))
writer.add_tokenizer_model("llama")
writer.add_token_list(tokens)
writer.add_token_scores([0.0] * len(tokens))
writer.add_token_types(kinds)
writer.add_bos_token_id(1)
writer.add_eos_token_id(2)
writer.add_unk_token_id(0)
writer.add_chat_template("{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant: ")
random = numpy.random.default_rng(1)


def add(name, *shape):
    writer.add_tensor(name, (random.standard_normal(shape) * 0.1).astype(numpy.float32))


add("token_embd.weight", len(tokens), WIDTH)
# The end of a reply has no weights: beside 256 others it is never the likeliest, so that a reply is as long as it may be.
words = (random.standard_normal((len(tokens), WIDTH)) * 0.1).astype(numpy.float32)
words[2] = 0
writer.add_tensor("output.weight", words)
for norm in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
    writer.add_tensor(norm + ".weight", numpy.ones(WIDTH, dtype=numpy.float32))
for part in ("attn_q", "attn_k", "attn_v", "attn_output"): add(f"blk.0.{part}.weight", WIDTH, WIDTH)
for part in ("ffn_gate", "ffn_up"): add(f"blk.0.{part}.weight", HIDDEN, WIDTH)
add("blk.0.ffn_down.weight", WIDTH, HIDDEN)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()

settings = xllamacpp.CommonParams()
settings.model.path = path
settings.hostnames = ["127.0.0.1"]
settings.port = 0
settings.n_ctx = CONTEXT
settings.n_parallel = 1
settings.cpuparams.n_threads = 1
settings.warmup = False
if purpose == "embeddings":
    settings.embedding = True
    settings.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
if key: settings.api_keys = [key]
server = xllamacpp.Server(settings)
address = server.listening_address.rstrip("/")
models = urllib.request.Request(address + "/v1/models", headers={"Authorization": f"Bearer {key}"} if key else {})
with urllib.request.urlopen(models, timeout=10) as answer: name = json.load(answer)["data"][0]["id"]
with open(port_file + ".new", "w") as f: f.write(f"{address.rsplit(':', 1)[1]} {name}")
os.rename(port_file + ".new", port_file)
until = time.time() + 600
while os.getppid() == parent and time.time() < until: time.sleep(0.25)
os._exit(0)
