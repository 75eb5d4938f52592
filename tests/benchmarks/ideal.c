/* What a fit cannot do without: the data read as often as a good program must, nothing else.

   One pass: the checks (finite, inside the support) and the sufficient statistics.  The rest: the same checks, then two
   evaluations of all sums that score and Hessian need, as after a good pilot fit.  Solving the equations is left out.
   Compiled with -O3 -march=native -ffast-math: exact to a few units in the last place on benign data only.            */

#include <math.h>
#include <string.h>

#define PASS(...) _Pragma("omp simd reduction(+:s,t,u,v,w,q,r,k)") for (long i = 0; i < n; i++) { const double y = x[i]; __VA_ARGS__ }
#define SUMS double s = 0, t = 0, u = 0, v = 0, w = 0, q = 0, r = 0, k = 0
#define GIVE out[0] += s; out[1] += t; out[2] += u; out[3] += v; out[4] += w; out[5] += q; out[6] += r; out[7] += k

/* log of products: 256 values in eight or sixteen lanes */
static double logs(const double *x, long n, double shift, double sign)
{
    double total = 0;
    for (long first = 0; first < n; first += 256) {
        const long last = first + 256 < n ? first + 256 : n;
        double p[16];
        for (int j = 0; j < 16; j++) p[j] = 1;
        long i = first;
        for (; i + 16 <= last; i += 16)
            for (int j = 0; j < 16; j++) p[j] *= shift + sign*x[i + j];
        for (; i < last; i++) p[0] *= shift + sign*x[i];
        for (int j = 0; j < 16; j++) total += log(p[j]);
    }
    return total;
}

static void checks(const double *x, long n, double *out)
{
    double s = 0, a = x[0], b = x[0];
    _Pragma("omp simd reduction(+:s) reduction(min:a) reduction(max:b)")
    for (long i = 0; i < n; i++) { s += x[i]; a = x[i] < a ? x[i] : a; b = x[i] > b ? x[i] : b; }
    out[0] += s; out[1] += a; out[2] += b;
}

void ideal_normal_sd(const double *x, long n, double *out)
{
    checks(x, n, out);
    const double m = out[0]/n;
    SUMS; PASS(const double d = y - m; s += d*d; t += d;) GIVE;
}

/* sums and logarithms in blocks that stay in the first cache */
void ideal_gamma(const double *x, long n, double *out)
{
    for (long i = 0; i < n; i += 2048) {
        const long rows = n - i < 2048 ? n - i : 2048;
        checks(x + i, rows, out);
        out[3] += logs(x + i, rows, 0, 1);
    }
}

void ideal_beta(const double *x, long n, double *out)
{
    for (long i = 0; i < n; i += 2048) {
        const long rows = n - i < 2048 ? n - i : 2048;
        checks(x + i, rows, out);
        out[3] += logs(x + i, rows, 0, 1);
        out[4] += logs(x + i, rows, 1, -1);
    }
}

void ideal_von_mises(const double *x, long n, double *out)
{
    for (long i = 0; i < n; i += 2048) {
        const long rows = n - i < 2048 ? n - i : 2048;
        double s = 0, c = 0;
        checks(x + i, rows, out);
        const double *p = x + i;
        _Pragma("omp simd reduction(+:s,c)") for (long j = 0; j < rows; j++) { s += sin(p[j]); c += cos(p[j]); }
        out[3] += s; out[4] += c;
    }
}

void ideal_negative_binomial(const double *x, long n, double *out)
{
    static long table[4][4096];
    memset(table, 0, sizeof table);
    double a = 0;
    for (long i = 0; i + 4 <= n; i += 4)
        for (int j = 0; j < 4; j++) { const long y = (long)x[i + j] & 4095; a += fabs(x[i + j] - (double)y); table[j][y]++; }
    out[0] += a + table[0][0] + table[1][1] + table[2][2] + table[3][3];
}

void ideal_inverse_gaussian(const double *x, long n, double *out)
{
    for (long i = 0; i < n; i += 2048) {
        const long rows = n - i < 2048 ? n - i : 2048;
        double s = 0;
        checks(x + i, rows, out);
        const double *p = x + i;
        _Pragma("omp simd reduction(+:s)") for (long j = 0; j < rows; j++) s += 1/p[j];
        out[3] += s + logs(p, rows, 0, 1);
    }
}

void ideal_weibull(const double *x, long n, double *out)
{
    checks(x, n, out);
    for (int pass = 0; pass < 2; pass++) {
        const double shape = 1.7 + 1e-6*pass;
        SUMS; PASS(const double l = log(y), p = exp(shape*l); s += l; t += p; u += p*l; v += p*l*l;) GIVE;
    }
}

void ideal_gumbel(const double *x, long n, double *out)
{
    checks(x, n, out);
    for (int pass = 0; pass < 2; pass++) {
        const double rate = 0.5 + 1e-6*pass;
        SUMS; PASS(const double d = y - 3, e = exp(-rate*d); s += e; t += e*d; u += e*d*d;) GIVE;
    }
}

void ideal_logistic(const double *x, long n, double *out)
{
    checks(x, n, out);
    for (int pass = 0; pass < 2; pass++) {
        const double rate = 0.5 + 1e-6*pass;
        SUMS;
        PASS(const double z = (y - 3)*rate, e = exp(-fabs(z)), d = 1/(1 + e), p = z < 0 ? e*d : d, a = p*(1 - p);
             s += p; t += p*z; u += a; v += a*z; w += a*z*z; q += log(1 + e);)
        GIVE;
    }
}

void ideal_student_t(const double *x, long n, double *out)
{
    checks(x, n, out);
    for (int pass = 0; pass < 2; pass++) {
        const double nu = 0.25 + 1e-6*pass;
        SUMS;
        for (long first = 0; first < n; first += 2048) {
            const long rows = n - first < 2048 ? n - first : 2048;
            double f[2048];
            const double *p = x + first;
            _Pragma("omp simd reduction(+:s,t,u,v,w,q)")
            for (long j = 0; j < rows; j++) {
                const double z = (p[j] - 3)*0.5, g = 1 + z*z*nu, h = 1/g, hz = h*z;
                f[j] = g; s += h; t += hz; u += hz*z; v += h*hz; w += hz*hz; q += hz*hz*z;
            }
            r += logs(f, rows, 0, 1);
        }
        GIVE;
    }
}

/* exp(w^2) erfc(w) for w >= 0 by a polynomial in (w - 3.75)/(w + 3.75), whose steps are filled in for POLYNOMIAL */
void ideal_skew_normal(const double *x, long n, double *out)
{
    checks(x, n, out);
    for (int pass = 0; pass < 2; pass++) {
        const double shape = 3 + 1e-6*pass;
        SUMS;
        PASS(const double z = (y - 3)*0.5, b = -shape*z*0.70710678118654752, a = fabs(b), e = exp(-a*a);
             const double g = (a - 3.75)/(a + 3.75); double p = 0; POLYNOMIAL
             p /= 1 + 2*a; const double h = b < 0 ? 2 - e*p : e*p, m = e/h;
             s += log(h); t += m; u += m*z; v += m*z*z; w += m*m; q += m*m*z; r += m*m*z*z; k += z*z;)
        GIVE;
    }
}

void ideal_generalised_gamma(const double *x, long n, double *out)
{
    checks(x, n, out);
    for (int pass = 0; pass < 2; pass++) {
        const double power = 1.5 + 1e-6*pass;
        SUMS; PASS(const double l = log(y), p = exp(power*l); s += l; t += p; u += p*l; v += p*l*l;) GIVE;
    }
}
