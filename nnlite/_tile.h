/* The innermost loop of the matrix product: one tile of y = x @ w, its sums held in registers.

   In C because Cython has no way to say "this array is a register"; all blocking, packing and
   finishing around it is in _kernels.pyx. NNLITE_VECTOR is the register's width in bytes. */

#if defined(__GNUC__) && defined(__AVX512F__)
#define NNLITE_VECTOR 64
#define NNLITE_ROWS 8
#elif defined(__GNUC__) && defined(__AVX2__)
#define NNLITE_VECTOR 32
#define NNLITE_ROWS 4
#elif defined(__GNUC__)
#define NNLITE_VECTOR 16
#define NNLITE_ROWS 4
#else
#define NNLITE_VECTOR 0 /* no vector types: one number at a time */
#define NNLITE_ROWS 4
#endif

#if NNLITE_VECTOR
#define NNLITE_LANES(real) (NNLITE_VECTOR / (int) sizeof(real))
#define NNLITE_TYPES(real)                                                                        \
    typedef real vector_##real __attribute__((vector_size(NNLITE_VECTOR)));                        \
    typedef real loose_##real                                                                      \
        __attribute__((vector_size(NNLITE_VECTOR), aligned(sizeof(real)), may_alias));
#define NNLITE_RELU(type, v) ((type) (~(v < 0) & (__typeof__(v < 0)) v)) /* keeps NaN */
#define NNLITE_INLINE static inline __attribute__((always_inline))
#else
#define NNLITE_LANES(real) 1
#define NNLITE_TYPES(real) typedef real vector_##real, loose_##real;
#define NNLITE_RELU(type, v) (v < 0 ? 0 : v)
#define NNLITE_INLINE static __inline
#endif

/* y = relu(x @ w + b) for rows × (vectors * lanes) numbers; b may be NULL. `rows` and `vectors` are
   constants at every call, so both inner loops unroll and `sum` stays in registers. */
#define NNLITE_TILE(real)                                                                         \
    NNLITE_TYPES(real)                                                                             \
    NNLITE_INLINE void tile_##real(const real *x, ptrdiff_t x_row, ptrdiff_t x_column,              \
                                   const real *w, ptrdiff_t w_row, ptrdiff_t depth,                 \
                                   const real *b, int relu, real *y, ptrdiff_t y_row,               \
                                   const int rows, const int vectors) {                             \
        vector_##real sum[NNLITE_ROWS][2];                                                          \
        for (int i = 0; i < rows; i++)                                                              \
            for (int j = 0; j < vectors; j++)                                                       \
                if (b)                                                                             \
                    sum[i][j] = *(const loose_##real *) (b + j * NNLITE_LANES(real));               \
                else                                                                               \
                    sum[i][j] = (vector_##real){0};                                                 \
        for (ptrdiff_t k = 0; k < depth; k++)                                                       \
            for (int i = 0; i < rows; i++)                                                          \
                for (int j = 0; j < vectors; j++)                                                   \
                    sum[i][j] += x[i * x_row + k * x_column]                                        \
                        * *(const loose_##real *) (w + k * w_row + j * NNLITE_LANES(real));         \
        for (int i = 0; i < rows; i++)                                                              \
            for (int j = 0; j < vectors; j++)                                                       \
                *(loose_##real *) (y + i * y_row + j * NNLITE_LANES(real)) =                        \
                    relu ? NNLITE_RELU(vector_##real, sum[i][j]) : sum[i][j];                       \
    }                                                                                              \
    static void strip_##real(const real *x, ptrdiff_t x_row, ptrdiff_t x_column, const real *w,     \
                             ptrdiff_t w_row, ptrdiff_t depth, const real *b, int relu, real *y,    \
                             ptrdiff_t y_row, ptrdiff_t rows, int vectors) {                         \
        for (; rows >= NNLITE_ROWS; rows -= NNLITE_ROWS) {                                          \
            if (vectors == 2)                                                                      \
                tile_##real(x, x_row, x_column, w, w_row, depth, b, relu, y, y_row, NNLITE_ROWS, 2);\
            else                                                                                   \
                tile_##real(x, x_row, x_column, w, w_row, depth, b, relu, y, y_row, NNLITE_ROWS, 1);\
            x += NNLITE_ROWS * x_row;                                                              \
            y += NNLITE_ROWS * y_row;                                                              \
        }                                                                                          \
        for (; rows > 0; rows--, x += x_row, y += y_row) {                                          \
            if (vectors == 2)                                                                      \
                tile_##real(x, x_row, x_column, w, w_row, depth, b, relu, y, y_row, 1, 2);          \
            else                                                                                   \
                tile_##real(x, x_row, x_column, w, w_row, depth, b, relu, y, y_row, 1, 1);          \
        }                                                                                          \
    }

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

NNLITE_TILE(float)
NNLITE_TILE(double)
NNLITE_SQUARE(float, int)
NNLITE_SQUARE(double, long long)

#define nnlite_strip(x, ...) _Generic((x), float *: strip_float, double *: strip_double)(x, __VA_ARGS__)
#define nnlite_square(w, w_row, packed, packed_row) \
    _Generic((packed), float *: square_float, double *: square_double)(w, w_row, packed, packed_row)
