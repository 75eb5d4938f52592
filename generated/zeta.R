# Maximum-likelihood estimation: Zeta distribution.
#
#   f(x; s) = x**(-s)/zeta(s)
#   support: x in 1, 2, 3, ...
#   s: s > 1
#
# Log-likelihood:
#
#   -s*sum(log(x)) - log(zeta(s))*n
#
# Estimator (reduced):
#
#   s = the solution of -sum(log(x)) - Derivative(zeta(s), s)*n/zeta(s) = 0
#
# Conditions:
#
#   A maximum exists only if sum log x_i > 0.
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 11
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_zeta <- function(x) {
  x <- .zeta_column(x, "x")
  .zeta_require_rows("x", x == floor(x), "must be an integer")
  .zeta_require_rows("x", x >= 1, "must be >= 1")
  labels <- c("s")
  limit <- .zeta_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .zeta_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_zeta(x, estimate)
    information <- hessian_zeta(x, estimate)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
      }
    }
  } else if (exists) {
    warning("no maximum was found", call. = FALSE)
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

#' The negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: s, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_zeta <- function(x, parameters) {
  x <- .zeta_column(x, "x")
  .zeta_require_rows("x", x == floor(x), "must be an integer")
  .zeta_require_rows("x", x >= 1, "must be >= 1")
  .zeta_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: s, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_zeta <- function(x, parameters) {
  x <- .zeta_column(x, "x")
  .zeta_require_rows("x", x == floor(x), "must be an integer")
  .zeta_require_rows("x", x >= 1, "must be >= 1")
  .zeta_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: s, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_zeta <- function(x, parameters) {
  x <- .zeta_column(x, "x")
  .zeta_require_rows("x", x == floor(x), "must be an integer")
  .zeta_require_rows("x", x >= 1, "must be >= 1")
  triangle <- .zeta_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: s, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_zeta <- function(x, parameters) {
  x <- .zeta_column(x, "x")
  .zeta_require_rows("x", x == floor(x), "must be an integer")
  .zeta_require_rows("x", x >= 1, "must be >= 1")
  s <- parameters[[1]]
  score_1 <- rep_len(
    -log(x) - .zeta_zeta_derivative(1, s, 1) / .zeta_zeta_derivative(0, s, 1),
    length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("s")
  out
}

# A variable as a numeric vector; stops if it is none.
.zeta_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric", call. = FALSE)
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty", call. = FALSE)
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite", call. = FALSE)
  }
  values
}

# Stops if observations break a rule of the support.
.zeta_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# 1 if neither end is finite.
.zeta_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.zeta_outward <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    if (isTRUE(u < 0)) {
      return(lower + (upper - lower) * exp(u) / (1 + exp(u)))
    }
    return(upper - (upper - lower) * exp(-u) / (1 + exp(-u)))
  }
  if (is.finite(lower)) {
    return(lower + exp(u))
  }
  if (is.finite(upper)) {
    return(upper - exp(u))
  }
  u
}

# The free coordinate of a parameter.
.zeta_inward <- function(t, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(log((t - lower) / (upper - t)))
  }
  if (is.finite(lower)) {
    return(log(t - lower))
  }
  if (is.finite(upper)) {
    return(log(upper - t))
  }
  t
}

# The slope of the parameter in its free coordinate.
.zeta_stretch <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return((upper - lower) * e / ((1 + e) * (1 + e)))
  }
  if (is.finite(lower)) {
    return(exp(u))
  }
  if (is.finite(upper)) {
    return(-exp(u))
  }
  1
}

# How far the free coordinate goes.
.zeta_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The sum over k >= 0 of (a + k)^(-s), s > 1, a > 0, by Euler and Maclaurin's
# formula.
.zeta_hurwitz_zeta <- function(s, a) {
  total <- 0
  z <- a
  k <- 0
  while (isTRUE(k < 13.5)) {
    total <- total + z^(-s)
    z <- z + 1
    k <- k + 1
  }
  total <- total + z^(1 - s) / (s - 1) + 0.5 * z^(-s)
  term <- s * z^(-s - 1)
  total <- total + term / 12
  term <- term * (s + 1) * (s + 2) / (z * z)
  total <- total - term / 720
  term <- term * (s + 3) * (s + 4) / (z * z)
  total <- total + term / 30240
  term <- term * (s + 5) * (s + 6) / (z * z)
  total <- total - term / 1209600
  term <- term * (s + 7) * (s + 8) / (z * z)
  total <- total + term / 47900160
  term <- term * (s + 9) * (s + 10) / (z * z)
  total <- total - term * (691 / 1307674368000)
  term <- term * (s + 11) * (s + 12) / (z * z)
  total + term / 74724249600
}
.zeta_hurwitz_zeta <- Vectorize(.zeta_hurwitz_zeta)

# The m-th derivative in s of z^(1 - s)/(s - 1) + z^(-s)/2, m = 0, 1, 2.
.zeta_zeta_parts <- function(s, z, m) {
  g <- log(z)
  p <- 1 / (s - 1)
  if (isTRUE(m < 0.5)) {
    return(z^(-s) * (z * p + 0.5))
  }
  if (isTRUE(m < 1.5)) {
    return(-z^(-s) * (z * p * (g + p) + 0.5 * g))
  }
  z^(-s) * (z * p * (g * g + 2 * g * p + 2 * p * p) + 0.5 * g * g)
}
.zeta_zeta_parts <- Vectorize(.zeta_zeta_parts)

# The m-th derivative in s of the sum over k >= 0 of (a + k)^(-s), m = 0, 1,
# 2, s > 1; nan for other m.
.zeta_zeta_derivative <- function(m, s, a) {
  if (isTRUE(m < 0.5)) {
    return(.zeta_hurwitz_zeta(s, a))
  }
  if (isTRUE(m > 2.5)) {
    return(NaN)
  }
  order <- m
  total <- 0
  z <- a
  k <- 0
  while (isTRUE(k < 13.5)) {
    g <- log(z)
    if (isTRUE(order < 1.5)) {
      total <- total - z^(-s) * g
    } else {
      total <- total + z^(-s) * g * g
    }
    z <- z + 1
    k <- k + 1
  }
  total <- total + .zeta_zeta_parts(s, z, m)
  term <- s * z^(-s - 1)
  first <- 1 / s - log(z)
  second <- -1 / (s * s)
  divisor <- 12
  j <- 1
  while (isTRUE(j < 7.5)) {
    if (isTRUE(order < 1.5)) {
      total <- total + term / divisor * first
    } else {
      total <- total + term / divisor * (first * first + second)
    }
    if (isTRUE(j < 1.5)) {
      divisor <- -720
    } else if (isTRUE(j < 2.5)) {
      divisor <- 30240
    } else if (isTRUE(j < 3.5)) {
      divisor <- -1209600
    } else if (isTRUE(j < 4.5)) {
      divisor <- 47900160
    } else if (isTRUE(j < 5.5)) {
      divisor <- -1307674368000 / 691
    } else {
      divisor <- 74724249600
    }
    p <- s + 2 * j - 1
    q <- s + 2 * j
    term <- term * p * q / (z * z)
    first <- first + 1 / p + 1 / q
    second <- second - 1 / (p * p) - 1 / (q * q)
    j <- j + 1
  }
  total
}
.zeta_zeta_derivative <- Vectorize(.zeta_zeta_derivative)

# The equation that gives s, and its slope.
.zeta_equation_s <- function(sum_log_x, n, s) {
  t <- .zeta_zeta_derivative(0, s, 1)
  t_1 <- 1 / t
  t_2 <- .zeta_zeta_derivative(1, s, 1)
  c(
    -t_1 * t_2 * n - sum_log_x,
    (t_2^2 / t^2 - t_1 * .zeta_zeta_derivative(2, s, 1)) * n
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.zeta_zero_s <- function(sum_log_x, n, near, f_near, far, f_far, lower, upper) {
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
    found_1 <- .zeta_equation_s(sum_log_x, n, .zeta_outward(u, lower, upper))
    f <- found_1[1]
    slope <- found_1[2]
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
    if (isTRUE(.zeta_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .zeta_stretch(u, lower, upper))
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
  .zeta_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.zeta_root_s <- function(sum_log_x, n, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .zeta_inward(start, lower, upper)
  }
  limit_1 <- .zeta_farthest(lower, upper)
  found_2 <- .zeta_equation_s(sum_log_x, n, .zeta_outward(u, lower, upper))
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .zeta_equation_s(
      sum_log_x, n, .zeta_outward(u + shift, lower, upper)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .zeta_equation_s(
        sum_log_x, n, .zeta_outward(u - shift, lower, upper)
      )
      f <- found_4[1]
      if (is.finite(f)) {
        u <- u - shift
      }
    }
    shift <- 2 * shift
  }
  if (!is.finite(f)) {
    return(NaN)
  }
  if (isTRUE(f == 0)) {
    return(.zeta_outward(u, lower, upper))
  }
  right <- u
  f_right <- f
  up <- 1
  left <- u
  f_left <- f
  down <- 1
  while (isTRUE(up > 0 || down > 0)) {
    if (isTRUE(up > 0)) {
      new <- pmin(right + up, limit_1)
      found_5 <- .zeta_equation_s(
        sum_log_x, n, .zeta_outward(new, lower, upper)
      )
      f <- found_5[1]
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
        return(.zeta_zero_s(sum_log_x, n, right, f_right, new, f, lower, upper))
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .zeta_equation_s(
        sum_log_x, n, .zeta_outward(new, lower, upper)
      )
      f <- found_6[1]
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
        return(.zeta_zero_s(sum_log_x, n, left, f_left, new, f, lower, upper))
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.zeta_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  s <- .zeta_root_s(sum_log_x, n, 1, Inf, NaN)
  s
}

# 1 and the limits where no maximum exists, else 0.
.zeta_limits <- function(x) {
  sum_log_x <- sum(log(x))
  if (!isTRUE(sum_log_x > 0)) {
    return(c(1, Inf))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.zeta_log_likelihood <- function(sum_log_x, n, s) {
  -n * log(.zeta_zeta_derivative(0, s, 1)) - s * sum_log_x
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.zeta_nll <- function(x, s) {
  if (!isTRUE(s > 1 && is.finite(s))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.zeta_log_likelihood(sum_log_x, n, s)
}

# The gradient of the log-likelihood.
.zeta_score <- function(sum_log_x, n, s) {
  -n * .zeta_zeta_derivative(1, s, 1) / .zeta_zeta_derivative(0, s, 1) -
    sum_log_x
}

# The gradient of nll; nan outside the domain or the support.
.zeta_gradient <- function(x, s) {
  if (!isTRUE(s > 1 && is.finite(s))) {
    return(NaN)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.zeta_score(sum_log_x, n, s)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.zeta_curvature <- function(n, s) {
  t_6 <- .zeta_zeta_derivative(0, s, 1)
  t_7 <- .zeta_zeta_derivative(1, s, 1)
  t_8 <- n / t_6
  t_7^2 * n / t_6^2 - t_8 * .zeta_zeta_derivative(2, s, 1)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.zeta_hessian <- function(x, s) {
  if (!isTRUE(s > 1 && is.finite(s))) {
    return(NaN)
  }
  n <- length(x)
  -.zeta_curvature(n, s)
}
