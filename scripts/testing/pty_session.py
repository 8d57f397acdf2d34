"""Runs argv[2:] under a pseudo-terminal, types argv[1] (Python escapes) piece by piece ('|' waits for the prompt), prints what the screen got."""
import os, pty, select, sys, time

pieces = sys.argv[1].encode().decode("unicode_escape").encode("latin-1").split(b"|")
pid, fd = pty.fork()
if pid == 0:
    os.environ["TERM"] = "xterm"
    os.execv(sys.argv[2], sys.argv[2:])
out = b""
seen = 0
deadline = time.time() + 60

def pump():
    global out
    ready, _, _ = select.select([fd], [], [], 0.1)
    if not ready: return True
    try: data = os.read(fd, 65536)
    except OSError: return False
    out += data
    return bool(data)

for piece in pieces:
    # A fresh prompt: drawn after everything that was there when the last piece was sent.
    while b"haetae> " not in out[seen:] and time.time() < deadline:
        if not pump(): break
    seen = len(out)
    os.write(fd, piece)
    # What an ended line draws again is not the next prompt.
    while b"\r\n" not in out[seen:] and time.time() < deadline:
        if not pump(): break
    at = out.find(b"\r\n", seen)
    seen = at if at >= 0 else len(out)
while time.time() < deadline and pump(): pass
sys.stdout.buffer.write(out)
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
