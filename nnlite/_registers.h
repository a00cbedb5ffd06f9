/* Arrays held in registers, which Cython cannot say: how wide a register of this build is, and squares turned in it.

   NNLITE_VECTOR is the width in bytes; 0 where the compiler has no vector types: one number at a time. */

#ifndef NNLITE_REGISTERS
#define NNLITE_REGISTERS

#if defined(__GNUC__) && defined(__AVX512F__)
#define NNLITE_VECTOR 64
#elif defined(__GNUC__) && defined(__AVX2__)
#define NNLITE_VECTOR 32
#elif defined(__GNUC__)
#define NNLITE_VECTOR 16
#else
#define NNLITE_VECTOR 0
#endif

#if NNLITE_VECTOR
#define NNLITE_LANES(real) (NNLITE_VECTOR / (int) sizeof(real))
#define NNLITE_TYPES(real)                                                                        \
    typedef real vector_##real __attribute__((vector_size(NNLITE_VECTOR)));                        \
    typedef real loose_##real                                                                      \
        __attribute__((vector_size(NNLITE_VECTOR), aligned(sizeof(real)), may_alias));
#define NNLITE_INLINE static inline __attribute__((always_inline))
#else
#define NNLITE_LANES(real) 1
#define NNLITE_TYPES(real) typedef real vector_##real, loose_##real;
#define NNLITE_INLINE static __inline
#endif

NNLITE_TYPES(float)
NNLITE_TYPES(double)

/* packed[k * packed_row + j] = w[j * w_row + k] for a square of as many numbers a side as a register holds.

   Interleaving the first half of the rows with the second turns the bits of (row, lane) by one place, so after
   log2(lanes) turns row and lane have changed places. */
#if defined(__clang__) /* has no shuffle by a vector, but makes one of this */
#define NNLITE_SHUFFLE(y, a, b, order, lanes)                                                      \
    for (int i = 0; i < lanes; i++)                                                                 \
        y[i] = order[i] < lanes ? a[order[i]] : b[order[i] - lanes]
#else
#define NNLITE_SHUFFLE(y, a, b, order, lanes) y = __builtin_shuffle(a, b, order)
#endif

#if NNLITE_VECTOR
#define NNLITE_SQUARE(real, whole)                                                                \
    NNLITE_INLINE vector_##real interleaved_##real(vector_##real a, vector_##real b, int half) {    \
        typedef whole mask __attribute__((vector_size(NNLITE_VECTOR)));                             \
        mask order = {0};                                                                          \
        vector_##real both = {0};                                                                  \
        for (int i = 0; i < NNLITE_LANES(real); i++)                                                \
            order[i] = i / 2 + half * NNLITE_LANES(real) / 2 + i % 2 * NNLITE_LANES(real);           \
        NNLITE_SHUFFLE(both, a, b, order, NNLITE_LANES(real));                                      \
        return both;                                                                               \
    }                                                                                              \
    static void square_##real(const real *w, ptrdiff_t w_row, real *packed, ptrdiff_t packed_row) { \
        enum { lanes = NNLITE_LANES(real) };                                                       \
        vector_##real row[lanes], turned[lanes];                                                    \
        for (int i = 0; i < lanes; i++)                                                             \
            row[i] = *(const loose_##real *) (w + i * w_row);                                       \
        for (int turn = 1; turn < lanes; turn *= 2) {                                               \
            for (int i = 0; i < lanes / 2; i++) {                                                   \
                turned[2 * i] = interleaved_##real(row[i], row[i + lanes / 2], 0);                  \
                turned[2 * i + 1] = interleaved_##real(row[i], row[i + lanes / 2], 1);              \
            }                                                                                      \
            for (int i = 0; i < lanes; i++)                                                         \
                row[i] = turned[i];                                                                \
        }                                                                                          \
        for (int i = 0; i < lanes; i++)                                                             \
            *(loose_##real *) (packed + i * packed_row) = row[i];                                   \
    }
#else
#define NNLITE_SQUARE(real, whole)                                                                \
    static void square_##real(const real *w, ptrdiff_t w_row, real *packed, ptrdiff_t packed_row) { \
        *packed = *w;                                                                              \
    }
#endif

NNLITE_SQUARE(float, int)
NNLITE_SQUARE(double, long long)

#define nnlite_square(w, w_row, packed, packed_row) \
    _Generic((packed), float *: square_float, double *: square_double)(w, w_row, packed, packed_row)

#endif
