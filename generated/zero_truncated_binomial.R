# Maximum-likelihood estimation: Zero-truncated binomial distribution with a known number of trials.
#
#   f(x; p, trials) = binomial(trials,
#       x)*p**x*(1-p)**(trials-x)/(1-(1-p)**trials)
#   support: x in 1, 2, ..., trials
#   p: 0 < p < 1
#   trials: integer >= 2 (a known constant)
#
# Log-likelihood:
#
#   (-log(1 - (1 - p)**trials) + loggamma(trials + 1))*n + log(p)*sum(x) -
#       log(1 - p)*sum(x - trials) - sum(loggamma(x + 1)) - sum(loggamma(-x +
#       trials + 1))
#
# Estimator (reduced):
#
#   p = the solution of -trials*(1 - p)**trials*n/((1 - p)*(1 - (1 -
#       p)**trials)) + sum(x - trials)/(1 - p) + sum(x)/p = 0
#
# Conditions:
#
#   A maximum exists only if sum x_i > n.
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 3
#
# Written by thetahat 0.1.0.

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_zero_truncated_binomial <- function(x, trials) {
  x <- .zero_truncated_binomial_column(x, "x")
  .zero_truncated_binomial_require_rows("x", x == floor(x),
                                        "must be an integer")
  .zero_truncated_binomial_require_rows("x", x >= 1, "must be >= 1")
  .zero_truncated_binomial_require_rows("x", x <= trials, "must be <= trials")
  labels <- c("p")
  exists <- TRUE
  limit <- .zero_truncated_binomial_limits(x, trials)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists for these data: the limits are returned")
    estimate <- limit[-1]
  } else {
    estimate <- .zero_truncated_binomial_solve(x, trials)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_zero_truncated_binomial(x, estimate, trials)
    information <- hessian_zero_truncated_binomial(x, estimate, trials)
    regular <- c(1)
    part <- information[regular, regular, drop = FALSE]
    size <- sqrt(pmax(diag(part), 0))
    if (all(is.finite(part)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(part / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[regular, regular] <- chol2inv(root) / unit
      }
    }
  } else if (exists) {
    warning("no maximum was found")
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

# -l at parameters in the order p;
# Inf outside the domain or the support.
nll_zero_truncated_binomial <- function(x, parameters, trials) {
  x <- .zero_truncated_binomial_column(x, "x")
  .zero_truncated_binomial_require_rows("x", x == floor(x),
                                        "must be an integer")
  .zero_truncated_binomial_require_rows("x", x >= 1, "must be >= 1")
  .zero_truncated_binomial_require_rows("x", x <= trials, "must be <= trials")
  .zero_truncated_binomial_nll(x, trials, parameters[[1]])
}

# The gradient of nll.
gradient_zero_truncated_binomial <- function(x, parameters, trials) {
  x <- .zero_truncated_binomial_column(x, "x")
  .zero_truncated_binomial_require_rows("x", x == floor(x),
                                        "must be an integer")
  .zero_truncated_binomial_require_rows("x", x >= 1, "must be >= 1")
  .zero_truncated_binomial_require_rows("x", x <= trials, "must be <= trials")
  .zero_truncated_binomial_gradient(x, trials, parameters[[1]])
}

# The Hessian of nll.
hessian_zero_truncated_binomial <- function(x, parameters, trials) {
  x <- .zero_truncated_binomial_column(x, "x")
  .zero_truncated_binomial_require_rows("x", x == floor(x),
                                        "must be an integer")
  .zero_truncated_binomial_require_rows("x", x >= 1, "must be >= 1")
  .zero_truncated_binomial_require_rows("x", x <= trials, "must be <= trials")
  triangle <- .zero_truncated_binomial_hessian(x, trials, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_zero_truncated_binomial <- function(x, parameters, trials) {
  x <- .zero_truncated_binomial_column(x, "x")
  .zero_truncated_binomial_require_rows("x", x == floor(x),
                                        "must be an integer")
  .zero_truncated_binomial_require_rows("x", x >= 1, "must be >= 1")
  .zero_truncated_binomial_require_rows("x", x <= trials, "must be <= trials")
  p <- parameters[[1]]
  t_18 <- 1 / (1 - p)
  part_1 <- t_18 * (x - trials) + x / p
  part_2 <- -trials * log1p(-p)
  part_3 <- (1 / expm1(part_2))
  score_1 <- rep_len(part_1 - trials * t_18 * part_3, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("p")
  out
}

.zero_truncated_binomial_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

.zero_truncated_binomial_xlog1py <- function(x, y) {
  out <- x * log1p(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

.zero_truncated_binomial_log1m_exp <- function(u) {
  ifelse(u > -log(2), log(-expm1(u)), log1p(-exp(u)))
}

.zero_truncated_binomial_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric")
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty")
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite")
  }
  values
}

.zero_truncated_binomial_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(bad, " observations are outside the support: '", name, "' ", rule)
  }
}

# 1 if neither end is finite.
.zero_truncated_binomial_unbounded <- function(lower, upper) {
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.zero_truncated_binomial_outward <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    if (isTRUE(u < 0)) {
      return(lower + (upper - lower) * exp(u) / (1 + exp(u)))
    }
    return(upper - (upper - lower) * exp(-u) / (1 + exp(-u)))
  }
  if (isTRUE(is.finite(lower))) {
    return(lower + exp(u))
  }
  if (isTRUE(is.finite(upper))) {
    return(upper - exp(u))
  }
  u
}

# The free coordinate of a parameter.
.zero_truncated_binomial_inward <- function(t, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    return(log((t - lower) / (upper - t)))
  }
  if (isTRUE(is.finite(lower))) {
    return(log(t - lower))
  }
  if (isTRUE(is.finite(upper))) {
    return(log(upper - t))
  }
  t
}

# The slope of the parameter in its free coordinate.
.zero_truncated_binomial_stretch <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    return((upper - lower) * e / ((1 + e) * (1 + e)))
  }
  if (isTRUE(is.finite(lower))) {
    return(exp(u))
  }
  if (isTRUE(is.finite(upper))) {
    return(-exp(u))
  }
  1
}

# How far the free coordinate goes.
.zero_truncated_binomial_farthest <- function(lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    return(36)
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(690)
  }
  1e+300
}

# The equation that gives p, and its slope.
.zero_truncated_binomial_equation_p <- function(trials, n, sum_x, sum_h_1, p) {
  t <- 1 - p
  t_1 <- 1 / t
  t_2 <- t^trials
  t_3 <- 1 - t_2
  t_4 <- t_2 / t_3
  t_5 <- trials * t_4
  t_6 <- 1 / t^2
  t_7 <- trials^2 * t_6
  part_4 <- t^(2 * trials) * t_7 / t_3^2 + t_4 * t_7 - t_5 * t_6
  c(t_1 * sum_h_1 + sum_x / p - t_1 * t_5 * n,
    part_4 * n + t_6 * sum_h_1 - sum_x / p^2)
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.zero_truncated_binomial_zero_p <- function(trials, n, sum_x, sum_h_1, near,
  f_near, far, f_far, lower, upper) {
  a <- near
  f_a <- f_near
  b <- far
  if (isTRUE(b < a)) {
    a <- far
    f_a <- f_far
    b <- near
  }
  u <- near + (far - near) * f_near / (f_near - f_far)
  if (!isTRUE(a < u && u < b)) {
    u <- 0.5 * (a + b)
  }
  before <- b - a
  width <- b - a
  for (turn in seq_len(200) - 1) {
    found_5 <- .zero_truncated_binomial_equation_p(trials, n, sum_x, sum_h_1,
      .zero_truncated_binomial_outward(u, lower, upper))
    f <- found_5[1]
    slope <- found_5[2]
    if (isTRUE(f == 0)) {
      break
    }
    if (!is.finite(f)) {
      u <- 0.5 * (u + a)
      next
    }
    if (isTRUE((f > 0 && f_a > 0) || (f < 0 && f_a < 0))) {
      a <- u
      f_a <- f
    } else {
      b <- u
    }
    scale <- pmax(abs(u), 1)
    if (isTRUE(.zero_truncated_binomial_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .zero_truncated_binomial_stretch(u, lower, upper))
    if (isTRUE(a < u + step && u + step < b && abs(step) < 0.5 * before)) {
      u <- u + step
      before <- abs(step)
      if (isTRUE(before <= 1e-09 * scale)) {
        break
      }
    } else {
      u <- 0.5 * (a + b)
      before <- b - a
    }
    if (isTRUE(b - a <= 4e-16 * scale)) {
      break
    }
  }
  .zero_truncated_binomial_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.zero_truncated_binomial_root_p <- function(trials, n, sum_x, sum_h_1, lower,
  upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .zero_truncated_binomial_inward(start, lower, upper)
  }
  limit_1 <- .zero_truncated_binomial_farthest(lower, upper)
  found_6 <- .zero_truncated_binomial_equation_p(trials, n, sum_x, sum_h_1,
    .zero_truncated_binomial_outward(u, lower, upper))
  f <- found_6[1]
  shift <- 1
  while (isTRUE(isTRUE(!is.finite(f) && shift < 40))) {
    found_7 <- .zero_truncated_binomial_equation_p(trials, n, sum_x, sum_h_1,
      .zero_truncated_binomial_outward(u + shift, lower, upper))
    f <- found_7[1]
    if (isTRUE(is.finite(f))) {
      u <- u + shift
    } else {
      found_8 <- .zero_truncated_binomial_equation_p(trials, n, sum_x, sum_h_1,
        .zero_truncated_binomial_outward(u - shift, lower, upper))
      f <- found_8[1]
      if (isTRUE(is.finite(f))) {
        u <- u - shift
      }
    }
    shift <- 2 * shift
  }
  if (!is.finite(f)) {
    return(NaN)
  }
  if (isTRUE(f == 0)) {
    return(.zero_truncated_binomial_outward(u, lower, upper))
  }
  right <- u
  f_right <- f
  up <- 1
  left <- u
  f_left <- f
  down <- 1
  while (isTRUE(isTRUE(up > 0 || down > 0))) {
    if (isTRUE(up > 0)) {
      new <- pmin(right + up, limit_1)
      found_9 <- .zero_truncated_binomial_equation_p(trials, n, sum_x, sum_h_1,
        .zero_truncated_binomial_outward(new, lower, upper))
      f <- found_9[1]
      if (!is.finite(f)) {
        up <- 0.25 * up
        if (isTRUE(up < 0.001 * pmax(1, abs(right)))) {
          up <- 0
        }
      } else if (isTRUE((f > 0) == (f_right > 0))) {
        right <- new
        f_right <- f
        up <- 2 * up
        if (isTRUE(right >= limit_1)) {
          up <- 0
        }
      } else {
        return(.zero_truncated_binomial_zero_p(trials, n, sum_x, sum_h_1, right, f_right, new, f, lower, upper))
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_10 <- .zero_truncated_binomial_equation_p(trials, n, sum_x, sum_h_1,
        .zero_truncated_binomial_outward(new, lower, upper))
      f <- found_10[1]
      if (!is.finite(f)) {
        down <- 0.25 * down
        if (isTRUE(down < 0.001 * pmax(1, abs(left)))) {
          down <- 0
        }
      } else if (isTRUE((f > 0) == (f_left > 0))) {
        left <- new
        f_left <- f
        down <- 2 * down
        if (isTRUE(left <= -limit_1)) {
          down <- 0
        }
      } else {
        return(.zero_truncated_binomial_zero_p(trials, n, sum_x, sum_h_1, left, f_left, new, f, lower, upper))
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.zero_truncated_binomial_solve <- function(x, trials) {
  n <- length(x)
  sum_x <- sum(x)
  sum_h_1 <- sum(x - trials)
  p <- .zero_truncated_binomial_root_p(trials, n, sum_x, sum_h_1, 0, 1, NaN)
  p
}

# 1 and the limits where no maximum exists, else 0.
.zero_truncated_binomial_limits <- function(x, trials) {
  n <- length(x)
  sum_x <- sum(x)
  if (!isTRUE(sum_x - n > 0)) {
    return(c(1, 0))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.zero_truncated_binomial_log_likelihood <- function(sum_h, n, sum_x, trials,
  sum_h_1, p) {
  t_19 <- -p
  part_11 <- .zero_truncated_binomial_log1m_exp(trials * log1p(t_19))
  part_12 <- .zero_truncated_binomial_xlog1py(-sum_h_1, t_19)
  part_13 <- part_12 + .zero_truncated_binomial_xlogy(sum_x, p)
  part_13 - n * log(trials + 1) - n * part_11 - sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.zero_truncated_binomial_nll <- function(x, trials, p) {
  if (!isTRUE(p > 0 && p < 1 && trials >= 2 && is.finite(trials))) {
    return(Inf)
  }
  n <- length(x)
  sum_h <- sum(lbeta(trials + 1 - x, x + 1))
  sum_x <- sum(x)
  sum_h_1 <- sum(x - trials)
  -.zero_truncated_binomial_log_likelihood(sum_h, n, sum_x, trials, sum_h_1, p)
}

# The gradient of the log-likelihood.
.zero_truncated_binomial_score <- function(sum_h_1, sum_x, n, trials, p) {
  t_20 <- 1 / (1 - p)
  part_14 <- trials * t_20 * n * (1 / expm1(-trials * log1p(-p)))
  t_20 * sum_h_1 + sum_x / p - part_14
}

# The gradient of nll; nan outside the domain or the support.
.zero_truncated_binomial_gradient <- function(x, trials, p) {
  if (!isTRUE(p > 0 && p < 1 && trials >= 2 && is.finite(trials))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  sum_h_1 <- sum(x - trials)
  -.zero_truncated_binomial_score(sum_h_1, sum_x, n, trials, p)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.zero_truncated_binomial_curvature <- function(trials, n, sum_x, sum_h_1, p) {
  t_21 <- -p
  t_22 <- trials * log1p(t_21)
  t_23 <- 1 - p
  t_25 <- (1 / expm1(-t_22))
  t_26 <- t_25 * n
  t_27 <- trials * t_26
  t_28 <- 1 / t_23^2
  part_15 <- trials^2 * (t_25 + 1) * t_26 * t_28 + t_28 * sum_h_1
  part_15 - t_27 * t_28 - sum_x / p^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.zero_truncated_binomial_hessian <- function(x, trials, p) {
  if (!isTRUE(p > 0 && p < 1 && trials >= 2 && is.finite(trials))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  sum_h_1 <- sum(x - trials)
  -.zero_truncated_binomial_curvature(trials, n, sum_x, sum_h_1, p)
}
