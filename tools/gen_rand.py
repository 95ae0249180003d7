#!/usr/bin/env python3
"""Write the tables of the random packages: stdlib/math/rand/seed.inc and stdlib/internal/distribution/strips.inc.

usage: gen_rand.py seed|strips > FILE

Seeds are mixed into the state of an additive lagged Fibonacci generator, s[n] = s[n-607] + s[n-273] modulo 2**64,
that has run for 7.8e12 steps from a fixed start. Instead of running it, x**7.8e12 is computed modulo the
recurrence's characteristic polynomial. The strips are those of Marsaglia and Tsang's ziggurat method.
"""

import math
import struct
import sys

LENGTH, TAP, STEPS = 607, 273, 7_800_000_000_000
MASK = (1 << 64) - 1


def lehmer(x):
    return x * 48271 % ((1 << 31) - 1)


def start():
    """The generator's words by position: three numbers of a linear congruential generator each."""
    x = 1
    for _ in range(20):
        x = lehmer(x)
    words = []
    for _ in range(LENGTH):
        x = lehmer(x)
        word = x << 20
        x = lehmer(x)
        word ^= x << 10
        x = lehmer(x)
        words.append(word ^ x)
    return words


# Polynomials are integers with a coefficient in each 192 bits, so that products of polynomials are products of integers.
SLOT = 192


def pack(coefficients):
    return int.from_bytes(b"".join(c.to_bytes(SLOT // 8, "little") for c in coefficients), "little")


def unpack(number, count):
    data = number.to_bytes(count * SLOT // 8, "little")
    return [int.from_bytes(data[i * SLOT // 8:i * SLOT // 8 + 8], "little") for i in range(count)]


def reduce(p):
    """p modulo x**607 - x**334 - 1."""
    p = p[:]
    for i in range(len(p) - 1, LENGTH - 1, -1):
        p[i - LENGTH] = (p[i - LENGTH] + p[i]) & MASK
        p[i - TAP] = (p[i - TAP] + p[i]) & MASK
    return (p + [0] * LENGTH)[:LENGTH]


def power(n):
    """x**n modulo the polynomial."""
    result = [1] + [0] * (LENGTH - 1)
    for bit in bin(n)[2:]:
        packed = pack(result)
        result = reduce(unpack(packed * packed, 2 * LENGTH))
        if bit == "1":
            result = reduce([0] + result)
    return result


def cooked():
    position = [(LENGTH - TAP - 1 - k) % LENGTH for k in range(LENGTH)]  # of s[k]; the oldest is overwritten first
    words = start()
    s = [words[position[k]] for k in range(LENGTH)]
    for n in range(LENGTH, 2 * LENGTH):
        s.append((s[n - LENGTH] + s[n - TAP]) & MASK)
    p = power(STEPS)
    out = [0] * LENGTH
    for i in range(LENGTH):
        value = sum(c * s[i + j] for j, c in enumerate(p)) & MASK
        out[(LENGTH - TAP - 1 - STEPS - i) % LENGTH] = value
    return out


def normal():
    m, edge, area = 2.0 ** 31, 3.442619855899, 9.91256303526217e-3
    k, w, f = [0] * 128, [0.0] * 128, [0.0] * 128
    q = area / math.exp(-.5 * edge * edge)
    k[0], w[0], w[127] = int(edge / q * m), q / m, edge / m
    f[0], f[127] = 1.0, math.exp(-.5 * edge * edge)
    previous = edge
    for i in range(126, 0, -1):
        edge = math.sqrt(-2 * math.log(area / edge + math.exp(-.5 * edge * edge)))
        k[i + 1] = int(edge / previous * m)
        previous = edge
        f[i], w[i] = math.exp(-.5 * edge * edge), edge / m
    return k, w, f


def exponential():
    m, edge, area = 2.0 ** 32, 7.69711747013104972, 3.9496598225815571993e-3
    k, w, f = [0] * 256, [0.0] * 256, [0.0] * 256
    q = area / math.exp(-edge)
    k[0], w[0], w[255] = int(edge / q * m), q / m, edge / m
    f[0], f[255] = 1.0, math.exp(-edge)
    previous = edge
    for i in range(254, 0, -1):
        edge = -math.log(area / edge + math.exp(-edge))
        k[i + 1] = int(edge / previous * m)
        previous = edge
        f[i], w[i] = math.exp(-edge), edge / m
    return k, w, f


def hex_float(x):
    x = struct.unpack("f", struct.pack("f", x))[0]
    return x.hex() + "f"


def lines(items, per_line):
    for i in range(0, len(items), per_line):
        yield "    " + ", ".join(items[i:i + per_line]) + ","


def print_seed():
    print("constexpr uint64_t kCooked[607] = {")
    print("\n".join(lines([f"0x{c:016x}" for c in cooked()], 6)))
    print("};")


def print_strips():
    for name, (k, w, f) in (("Normal", normal()), ("Exponential", exponential())):
        print(f"constexpr Strip k{name}[{len(k)}] = {{")
        rows = [f"{{0x{a:08x}, {hex_float(b)}, {hex_float(c)}}}" for a, b, c in zip(k, w, f)]
        print("\n".join(lines(rows, 2)))
        print("};")


def main():
    print("// Made by tools/gen_rand.py; do not edit.")
    {"seed": print_seed, "strips": print_strips}[sys.argv[1]]()


main()
