#!/usr/bin/env python3
"""llama-cpp-python's OpenAI-compatible server with a tiny llama of random weights.  usage: llama_server.py FOLDER PORTFILE

Needs: pip install "llama-cpp-python[server]" gguf numpy
"""
import os, socket, sys, threading, time
import gguf, numpy as np

folder, port_file = sys.argv[1:3]
path = os.path.join(folder, "tiny.gguf")
rng = np.random.default_rng(1)
width, inner, heads, layers, context = 32, 64, 4, 1, 8192
words = ["<unk>", "<s>", "</s>"] + [f"<0x{i:02X}>" for i in range(256)] + ["▁"] + [c for c in "abcdefghijklmnopqrstuvwxyz"]
w = gguf.GGUFWriter(path, "llama")
w.add_context_length(context)
w.add_embedding_length(width)
w.add_block_count(layers)
w.add_feed_forward_length(inner)
w.add_head_count(heads)
w.add_head_count_kv(heads)
w.add_layer_norm_rms_eps(1e-5)
w.add_rope_dimension_count(width // heads)
w.add_vocab_size(len(words))
w.add_tokenizer_model("llama")
w.add_token_list(words)
w.add_token_scores([0.0] * 3 + [-1000.0] * 256 + [-1.0] * (len(words) - 259))
w.add_token_types([2, 3, 3] + [6] * 256 + [1] * (len(words) - 259))
w.add_bos_token_id(1)
w.add_eos_token_id(2)
def tensor(name, *shape): w.add_tensor(name, (rng.standard_normal(shape) * 0.2).astype(np.float32))
tensor("token_embd.weight", len(words), width)
tensor("output.weight", len(words), width)
w.add_tensor("output_norm.weight", np.ones(width, np.float32))
for layer in range(layers):
    p = f"blk.{layer}."
    for n in ("attn_norm", "ffn_norm"): w.add_tensor(p + n + ".weight", np.ones(width, np.float32))
    for n in ("attn_q", "attn_k", "attn_v", "attn_output"): tensor(p + n + ".weight", width, width)
    tensor(p + "ffn_gate.weight", inner, width)
    tensor(p + "ffn_up.weight", inner, width)
    tensor(p + "ffn_down.weight", width, inner)
w.write_header_to_file()
w.write_kv_data_to_file()
w.write_tensors_to_file()
w.close()

import uvicorn
from llama_cpp.server.app import create_app
from llama_cpp.server.settings import ModelSettings, ServerSettings
app = create_app(server_settings=ServerSettings(), model_settings=[ModelSettings(model=path, model_alias="tiny", n_ctx=context, n_threads=1, chat_format="chatml", verbose=False)])
probe = socket.socket()
probe.bind(("127.0.0.1", 0))
server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
def tell():
    while not server.started: time.sleep(0.05)
    with open(port_file + ".new", "w") as f: f.write(str(probe.getsockname()[1]))
    os.rename(port_file + ".new", port_file)
threading.Thread(target=tell, daemon=True).start()
server.run(sockets=[probe])
