/* The innermost loop of the matrix product: one tile of y = x @ w, its sums held in registers.

   All blocking, packing and finishing around it is in _kernels.pyx. */

#include "_registers.h"

#define NNLITE_ROWS (NNLITE_VECTOR == 64 ? 8 : 4)

#if NNLITE_VECTOR
#define NNLITE_RELU(type, v) ((type) (~(v < 0) & (__typeof__(v < 0)) v)) /* keeps NaN */
#else
#define NNLITE_RELU(type, v) (v < 0 ? 0 : v)
#endif

/* y = relu(x @ w + b) for rows × (vectors * lanes) numbers; b may be NULL. `rows` and `vectors` are
   constants at every call, so both inner loops unroll and `sum` stays in registers. */
#define NNLITE_TILE(real)                                                                         \
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

NNLITE_TILE(float)
NNLITE_TILE(double)

#define nnlite_strip(x, ...) _Generic((x), float *: strip_float, double *: strip_double)(x, __VA_ARGS__)
