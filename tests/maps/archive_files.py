"""Small PMTiles archives for tests: one tile a zoom around a point, vector or raster."""

import gzip
import struct
import zlib

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

CREDIT = 'Ink &amp; <a href="https://example.org">Paper</a> <b>maps</b>'


def column_row(z, lon, lat):
    import math

    side = 2**z
    share = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return int((lon + 180) / 360 * side), int(share * side)


def field(number, value):
    """A field of a protocol buffer: bytes, or a whole number."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def geometry(kind, points):
    """Commands of one ring, line or point, y down, on a grid of 4096."""
    steps, at = [], (0, 0)
    for x, y in points:
        steps.append([(value << 1) ^ (value >> 31) for value in (x - at[0], y - at[1])])
        at = (x, y)
    commands = [1 << 3 | 1, *steps[0]]
    if len(steps) > 1:
        commands += [(len(steps) - 1) << 3 | 2, *(value for step in steps[1:] for value in step)]
    return b"".join(map(varint, [*commands, *([1 << 3 | 7] if kind == 3 else [])]))


def layer(called, shape, points, **properties):
    tags = b"".join(varint(n) for at in range(len(properties)) for n in (at, at))
    feature = field(2, tags) + field(3, shape) + field(4, geometry(shape, points))
    keys = b"".join(field(3, key.encode()) for key in properties)
    values = b"".join(field(4, field(1, value.encode())) for value in properties.values())
    return field(
        3, field(15, 2) + field(1, called.encode()) + field(2, feature) + keys + values + field(5, 4096)
    )


def vector_tile():
    """Water over the western half, a road through the middle, a town."""
    return b"".join(
        [
            layer("earth", 3, [(0, 0), (4096, 0), (4096, 4096), (0, 4096)], kind="earth"),
            layer("water", 3, [(0, 0), (2048, 0), (2048, 4096), (0, 4096)], kind="ocean"),
            layer("roads", 2, [(2048, 2048), (4096, 2048)], kind="highway"),
            layer("places", 1, [(3000, 3000)], kind="locality", name="Inkville"),
        ]
    )


def raster_tile(colour=(200, 30, 30), side=256):
    row = b"\0" + bytes(colour) * side

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(row * side))
        + chunk(b"IEND", b"")
    )


def make(path, *, lon, lat, zooms=range(13), raster=False, around=1, credit=CREDIT, filler=0):
    """Write an archive with the tiles around a point; `filler` makes each tile longer by so many bytes that do not pack."""
    import random

    noise = random.Random(7)
    kind = TileType.PNG if raster else TileType.MVT
    with write(str(path)) as writer:
        numbers = set()
        for z in zooms:
            x, y = column_row(z, lon, lat)
            numbers |= {
                zxy_to_tileid(z, i, j)
                for i in range(max(0, x - around), min(2**z, x + around + 1))
                for j in range(max(0, y - around), min(2**z, y + around + 1))
            }
        for number in sorted(numbers):
            tile = raster_tile() if raster else gzip.compress(vector_tile(), mtime=0)
            writer.write_tile(number, tile + noise.randbytes(filler))
        box = [(lon - 5, lat - 5), (lon + 5, lat + 5)]
        keys = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        header = {key: round(value * 1e7) for key, value in zip(keys, [*box[0], *box[1]], strict=True)}
        header |= {
            "tile_type": kind,
            "tile_compression": Compression.NONE if raster else Compression.GZIP,
            "center_zoom": 5,
            "center_lon_e7": round(lon * 1e7),
            "center_lat_e7": round(lat * 1e7),
        }
        writer.finalize(header, {"attribution": credit} if credit else {})
    return path
