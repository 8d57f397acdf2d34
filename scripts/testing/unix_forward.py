"""Passes TCP connections on to a unix socket, as systemd-socket-proxyd would: unix_forward.py PORT SOCKET."""
import asyncio
import sys


async def pump(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def serve(port, path):
    async def connected(reader, writer):
        try:
            there_reader, there_writer = await asyncio.open_unix_connection(path)
        except OSError:
            return writer.close()
        await asyncio.gather(pump(reader, there_writer), pump(there_reader, writer))

    server = await asyncio.start_server(connected, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


asyncio.run(serve(int(sys.argv[1]), sys.argv[2]))
