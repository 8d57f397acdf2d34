#!/usr/bin/env python3
"""The OpenAI-compatible server of `transformers serve` over a tiny llama of random weights, made here.

usage: transformers_server.py FOLDER PORTFILE
Needs: pip install torch "transformers[serving]" (docs/runbooks.md). Nothing is fetched: the model and its tokenizer are made in FOLDER.
PORTFILE appears once the server answers. Ends with the process that started it.
"""
import os, socket, subprocess, sys, threading, time, urllib.request

parent = os.getppid()
folder, port_file = sys.argv[1:3]
os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false", OMP_NUM_THREADS="1", HF_HOME=folder + "/hf")

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

torch.manual_seed(1)
torch.set_num_threads(1)
alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
vocabulary = {word: at for at, word in enumerate(["<s>", "</s>", "<pad>"] + alphabet)}
tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
path = os.path.join(folder, "tiny")
fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="<pad>")
fast.chat_template = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant: "
fast.save_pretrained(path)
LlamaForCausalLM(LlamaConfig(
    vocab_size=len(vocabulary), hidden_size=32, intermediate_size=64, num_hidden_layers=1, num_attention_heads=4, num_key_value_heads=4,
    max_position_embeddings=16384, bos_token_id=0, eos_token_id=1, pad_token_id=2)).save_pretrained(path)

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
tool = os.path.join(os.path.dirname(sys.executable), "transformers")
server = subprocess.Popen(
    [tool, "serve", path, "--host", "127.0.0.1", "--port", str(port), "--device", "cpu", "--log-level", "error"])


def watch():
    """Nothing outlives the test."""
    until = time.time() + 600
    while os.getppid() == parent and time.time() < until and server.poll() is None: time.sleep(0.25)
    server.kill()


threading.Thread(target=watch, daemon=True).start()
until = time.time() + 150
while server.poll() is None and time.time() < until:
    try:
        if urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/models", timeout=5).status == 200:
            with open(port_file + ".new", "w") as f: f.write(f"{port} {path}")
            os.rename(port_file + ".new", port_file)
            break
    except OSError: time.sleep(0.2)
server.wait()
