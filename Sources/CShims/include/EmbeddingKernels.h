// Arithmetic of the sentence encoder and of the vector search. Each function picks at run time what the CPU can do, so
// that one binary runs everywhere. Plain C: Swift's SIMD types are compiled for the build's baseline alone.
#ifndef HAETAE_EMBEDDING_KERNELS_H
#define HAETAE_EMBEDDING_KERNELS_H

// y[r][o] = bias[o] + sum_i x[r][i] * w[o][i]; row-major, w as a checkpoint stores it; bias may be NULL.
void haetae_linear(const float *x, const float *w, const float *bias, float *y, long rows, long in, long out);

// x += add, then layer normalisation of each row.
void haetae_add_norm(float *x, const float *add, const float *scale, const float *shift, long rows, long width, float eps);

// GELU with the error function (to 2e-7), in place.
void haetae_gelu(float *x, long count);

// Multi-head attention over one text: q, k, v, out are rows x (heads * head); scores holds rows floats.
void haetae_attention(const float *q, const float *k, const float *v, float *out, float *scores, long rows, long heads, long head);

// out[n] = dot(q, m[n]) for count rows of width floats.
void haetae_dots(const float *q, const float *m, float *out, long count, long width);

#endif
