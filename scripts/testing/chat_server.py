"""An OpenAI-compatible server that behaves as the name of the model that is asked for says.

usage: chat_server.py PORTFILE REQUESTS ANSWER
Writes its port to PORTFILE, each request to REQUESTS, and says what stands in ANSWER. Ends with the process that started it, and
after five minutes at the latest.
"""
import json, os, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

port_file, request_file, answer_file = sys.argv[1:4]
tries, lock = {}, threading.Lock()
parent = os.getppid()


def watch():
    until = time.time() + 300
    while os.getppid() == parent and time.time() < until: time.sleep(0.25)
    os._exit(0)


def note(entry):
    with lock, open(request_file, "a") as f: f.write(json.dumps(entry) + "\n")


def vector(text):
    """A bag of letters: enough for likeness, and the same for the same text."""
    v = [0.001] * 26
    for c in text.lower():
        if "a" <= c <= "z": v[ord(c) - 97] += 1
    return v


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args): pass

    def reply(self, status, body, kind="application/json", **headers):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items(): self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def piece(self, text):
        data = text.encode()
        self.wfile.write(b"%x\r\n" % len(data) + data + b"\r\n")
        self.wfile.flush()

    def hold(self):
        """Says nothing more until the caller hangs up."""
        self.close_connection = True
        try: self.connection.recv(1)
        except OSError: pass
        note({"gone": True})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        mode = body["model"]
        with lock: tries[mode] = tries.get(mode, 0) + 1
        note({"path": self.path, "key": self.headers.get("Authorization"), "body": body})
        try: self.serve(body, mode)
        except OSError: note({"gone": True})

    do_GET = do_POST

    def serve(self, body, mode):
        error = lambda text: json.dumps({"error": {"message": text}})
        if mode == "busy" and tries[mode] < 3: return self.reply(429, error("slow down"), Retry_After="0.05")
        if mode == "limited": return self.reply(429, error("quota is spent"), Retry_After="3600")
        if mode == "patience": return self.reply(429, error("come back"), Retry_After="3")
        if mode == "down": return self.reply(500, error("out of memory"), Retry_After="0.01")
        if mode == "denied": return self.reply(401, error("no such key"))
        if mode == "html": return self.reply(200, "<html>hello</html>", "text/html")
        if mode == "binary": return self.reply(200, "\x00\x01\x02" * 100, "application/octet-stream")
        if mode == "empty": return self.reply(200, "")
        if mode == "json": return self.reply(200, '{"choices": [{"message": {"content": "x')
        if mode == "shape": return self.reply(200, '{"choices": [], "data": []}')
        if mode == "redirect":
            return self.reply(307, "", Location=f"http://127.0.0.1:{self.server.server_port}/v1/elsewhere")
        if mode == "silent": return self.hold()
        if mode == "hangup":
            self.close_connection = True
            return
        if mode == "noise":
            self.wfile.write(b"this is no HTTP at all\r\n\r\n")
            self.close_connection = True
            return
        if self.path.endswith("/embeddings"): return self.embeddings(body, mode)
        answer = open(answer_file, encoding="utf-8").read()
        if mode == "whole":
            return self.reply(200, json.dumps({"choices": [{"message": {"role": "assistant", "content": answer}, "finish_reason": "stop"}]}))
        self.send_response(200)
        self.send_header("Content-Type", "text/plain" if mode == "wrongtype" else "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if mode == "late": return self.hold()
        if mode == "drip":
            while True:
                self.piece(": ping\n\n")
                time.sleep(0.2)
        if mode == "flood":
            event = {"choices": [{"delta": {"content": "word " * 2000}}]}
            while True: self.piece("data: " + json.dumps(event) + "\n\n")
        if mode == "line":
            self.piece("data: ")
            while True: self.piece("x" * 65536)
        for at in range(0, len(answer), 7):
            event = {"choices": [{"index": 0, "delta": {"content": answer[at:at + 7]}, "finish_reason": None}]}
            data = "data: " + json.dumps(event) + "\n\n"
            # Cut in the middle of an event.
            self.piece(data[:11])
            self.piece(data[11:])
            if mode == "hang" and at > 20: return self.hold()
            if mode == "broken" and at > 20: self.piece('data: {"choices": [\n\n')
            if mode == "failing" and at > 20: self.piece("data: " + error("the model fell over") + "\n\n")
            if mode == "cut" and at > 20:
                self.close_connection = True
                return
            if mode == "early" and at > 20:
                # An end in good order, but without the sign that the answer is whole.
                self.wfile.write(b"0\r\n\r\n")
                return
        self.piece("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def embeddings(self, body, mode):
        data = [{"index": i, "embedding": vector(t)} for i, t in enumerate(body["input"])]
        if mode == "few": data = data[1:]
        if mode == "short" and len(body["input"]) > 1: data[0]["embedding"] = [1.0]
        if mode == "nan": data[0]["embedding"] = ["x"]
        if mode == "backwards": data.reverse()
        self.reply(200, json.dumps({"data": data}))


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=watch, daemon=True).start()
with open(port_file + ".new", "w") as f: f.write(str(server.server_port))
os.rename(port_file + ".new", port_file)
server.serve_forever()
