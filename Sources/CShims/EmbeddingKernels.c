#include "EmbeddingKernels.h"

#include <math.h>
#include <string.h>

// The bodies are written once with vectors of eight floats and compiled twice: for the baseline (where the compiler makes
// two halves of each) and, on x86-64, for AVX2 with FMA.
typedef float v8 __attribute__((vector_size(32), aligned(4)));

#define BODY static inline __attribute__((always_inline))
#define LOAD(p) (*(const v8 *)(p))

BODY float sum8(const v8 *v) {
    const v8 a = *v;
    return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

BODY float dot_body(const float *a, const float *b, long n) {
    v8 s0 = {0}, s1 = {0};
    long i = 0;
    for (; i + 16 <= n; i += 16) {
        s0 += LOAD(a + i) * LOAD(b + i);
        s1 += LOAD(a + i + 8) * LOAD(b + i + 8);
    }
    s0 += s1;
    float sum = sum8(&s0);
    for (; i < n; i++) sum += a[i] * b[i];
    return sum;
}

// A tile of three rows by four outputs: twelve sums stay in registers, seven loads serve twelve multiplications.
BODY void linear_body(const float *x, const float *w, const float *bias, float *y, long rows, long in, long out) {
    long r = 0;
    for (; r + 3 <= rows; r += 3) {
        const float *x0 = x + r * in, *x1 = x0 + in, *x2 = x1 + in;
        long o = 0;
        for (; o + 4 <= out; o += 4) {
            const float *w0 = w + o * in, *w1 = w0 + in, *w2 = w1 + in, *w3 = w2 + in;
            v8 s[12];
            memset(s, 0, sizeof s);
            long i = 0;
            for (; i + 8 <= in; i += 8) {
                const v8 a0 = LOAD(x0 + i), a1 = LOAD(x1 + i), a2 = LOAD(x2 + i);
                v8 b = LOAD(w0 + i);
                s[0] += a0 * b; s[1] += a1 * b; s[2] += a2 * b;
                b = LOAD(w1 + i);
                s[3] += a0 * b; s[4] += a1 * b; s[5] += a2 * b;
                b = LOAD(w2 + i);
                s[6] += a0 * b; s[7] += a1 * b; s[8] += a2 * b;
                b = LOAD(w3 + i);
                s[9] += a0 * b; s[10] += a1 * b; s[11] += a2 * b;
            }
            for (long c = 0; c < 4; c++) {
                float t0 = sum8(&s[c * 3]), t1 = sum8(&s[c * 3 + 1]), t2 = sum8(&s[c * 3 + 2]);
                for (long j = i; j < in; j++) {
                    const float b = w[(o + c) * in + j];
                    t0 += x0[j] * b; t1 += x1[j] * b; t2 += x2[j] * b;
                }
                const float add = bias ? bias[o + c] : 0;
                y[r * out + o + c] = t0 + add;
                y[(r + 1) * out + o + c] = t1 + add;
                y[(r + 2) * out + o + c] = t2 + add;
            }
        }
        for (; o < out; o++)
            for (long k = 0; k < 3; k++)
                y[(r + k) * out + o] = dot_body(x + (r + k) * in, w + o * in, in) + (bias ? bias[o] : 0);
    }
    for (; r < rows; r++)
        for (long o = 0; o < out; o++)
            y[r * out + o] = dot_body(x + r * in, w + o * in, in) + (bias ? bias[o] : 0);
}

BODY void add_norm_body(
    float *x, const float *add, const float *scale, const float *shift, long rows, long width, float eps) {
    for (long r = 0; r < rows; r++) {
        float *row = x + r * width;
        const float *other = add ? add + r * width : 0;
        float mean = 0, variance = 0;
        for (long i = 0; i < width; i++) {
            if (other) row[i] += other[i];
            mean += row[i];
        }
        mean /= (float)width;
        for (long i = 0; i < width; i++) variance += (row[i] - mean) * (row[i] - mean);
        const float factor = 1 / sqrtf(variance / (float)width + eps);
        for (long i = 0; i < width; i++) row[i] = (row[i] - mean) * factor * scale[i] + shift[i];
    }
}

// e^x for x <= 0: two to the whole part by the exponent's bits, a polynomial for the rest (relative error below 1e-6).
BODY float exp_negative(float x) {
    x = x < -87 ? -87 : x;
    const float t = x * 1.44269504f;
    const int whole = (int)(t - 0.5f);
    const float f = (t - (float)whole) * 0.69314718f;
    const float p = 1 + f * (1 + f * (0.5f + f * (0.16666667f + f * (0.041666668f + f * (0.0083333338f + f * 0.0013888889f)))));
    union { int i; float f; } power = {(whole + 127) << 23};
    return p * power.f;
}

// Abramowitz & Stegun 7.1.26.
BODY void gelu_body(float *x, long count) {
    for (long i = 0; i < count; i++) {
        const float z = x[i] * 0.70710678f, a = z < 0 ? -z : z;
        const float t = 1 / (1 + 0.3275911f * a);
        const float series = t * (0.254829592f + t * (-0.284496736f + t * (1.421413741f + t * (-1.453152027f + t * 1.061405429f))));
        const float erf = 1 - series * exp_negative(-a * a);
        x[i] = 0.5f * x[i] * (1 + (z < 0 ? -erf : erf));
    }
}

BODY void attention_body(
    const float *q, const float *k, const float *v, float *out, float *scores, long rows, long heads, long head) {
    const long width = heads * head;
    const float scale = 1 / sqrtf((float)head);
    for (long h = 0; h < heads; h++)
        for (long r = 0; r < rows; r++) {
            const float *query = q + r * width + h * head;
            float top = -1e30f, total = 0;
            for (long c = 0; c < rows; c++) {
                scores[c] = dot_body(query, k + c * width + h * head, head) * scale;
                top = scores[c] > top ? scores[c] : top;
            }
            for (long c = 0; c < rows; c++) {
                scores[c] = exp_negative(scores[c] - top);
                total += scores[c];
            }
            float *target = out + r * width + h * head;
            for (long i = 0; i < head; i++) target[i] = 0;
            for (long c = 0; c < rows; c++) {
                const float weight = scores[c] / total;
                const float *value = v + c * width + h * head;
                for (long i = 0; i < head; i++) target[i] += weight * value[i];
            }
        }
}

BODY void dots_body(const float *q, const float *m, float *out, long count, long width) {
    for (long n = 0; n < count; n++) out[n] = dot_body(q, m + n * width, width);
}

#if defined(__x86_64__)
#define FAST __attribute__((target("avx2,fma")))
#define DISPATCH(name, params, args)                                                 \
    FAST static void name##_fast params { name##_body args; }                        \
    static void name##_plain params { name##_body args; }                            \
    void haetae_##name params {                                                      \
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {       \
            name##_fast args;                                                        \
        } else {                                                                     \
            name##_plain args;                                                       \
        }                                                                            \
    }
#else
#define DISPATCH(name, params, args) void haetae_##name params { name##_body args; }
#endif

DISPATCH(linear, (const float *x, const float *w, const float *bias, float *y, long rows, long in, long out),
         (x, w, bias, y, rows, in, out))
DISPATCH(add_norm,
         (float *x, const float *add, const float *scale, const float *shift, long rows, long width, float eps),
         (x, add, scale, shift, rows, width, eps))
DISPATCH(gelu, (float *x, long count), (x, count))
DISPATCH(attention,
         (const float *q, const float *k, const float *v, float *out, float *scores, long rows, long heads, long head),
         (q, k, v, out, scores, rows, heads, head))
DISPATCH(dots, (const float *q, const float *m, float *out, long count, long width), (q, m, out, count, width))
