"""An OpenAI-compatible server that behaves as its model's name says. Writes its port to argv[1], each request to argv[2]."""
import json, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

state = {"tries": 0}

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args): pass

    def reply(self, status, body, kind="application/json", headers=()):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers: self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def piece(self, text):
        data = text.encode()
        self.wfile.write(b"%x\r\n" % len(data) + data + b"\r\n")
        self.wfile.flush()

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with open(sys.argv[2], "a") as f:
            f.write(json.dumps({"path": self.path, "key": self.headers.get("Authorization"), "body": body}) + "\n")
        mode = body["model"]
        state["tries"] += 1
        if self.path.endswith("/embeddings"):
            # A bag of letters: enough for likeness, and the same for the same text.
            def vector(text):
                v = [0.001] * 26
                for c in text.lower():
                    if "a" <= c <= "z": v[ord(c) - 97] += 1
                return v
            return self.reply(200, json.dumps({"data": [{"index": i, "embedding": vector(t)} for i, t in enumerate(body["input"])]}))
        if mode == "busy" and state["tries"] < 3:
            return self.reply(429, '{"error":{"message":"slow down"}}', headers=[("Retry-After", "0.05")])
        if mode == "limited": return self.reply(429, '{"error":{"message":"quota is spent"}}', headers=[("Retry-After", "3600")])
        if mode == "down": return self.reply(500, '{"error":{"message":"out of memory"}}', headers=[("Retry-After", "0.01")])
        if mode == "html": return self.reply(200, "<html>hello</html>", "text/html")
        if mode == "silent":
            time.sleep(30)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        answer = open(sys.argv[3], encoding="utf-8").read()
        for at in range(0, len(answer), 7):
            event = {"choices": [{"index": 0, "delta": {"content": answer[at:at + 7]}, "finish_reason": None}]}
            data = "data: " + json.dumps(event) + "\n\n"
            # Cut in the middle of an event.
            self.piece(data[:11])
            self.piece(data[11:])
            if mode == "hang" and at > 20:
                time.sleep(30)
                return
            if mode == "broken" and at > 20: self.piece("data: {\"choices\": [\n\n")
            if mode == "cut" and at > 20:
                self.close_connection = True
                return
        self.piece("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
with open(sys.argv[1] + ".new", "w") as f: f.write(str(server.server_port))
import os
os.rename(sys.argv[1] + ".new", sys.argv[1])
server.serve_forever()
