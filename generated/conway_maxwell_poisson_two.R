# Maximum-likelihood estimation: Conway-Maxwell-Poisson distribution with
# exponent 2.
#
#   f(x; rate) = rate**x/(factorial(x)**2*besseli(0, 2*sqrt(rate)))
#   support: x in 0, 1, 2, ...
#   rate: positive
#
# Log-likelihood:
#
#   log(rate)*sum(x) - log(besseli(0, 2*sqrt(rate)))*n - 2*sum(loggamma(x +
#       1))
#
# Estimator (reduced):
#
#   rate = the solution of sum(x)/rate - besseli(1,
#       2*sqrt(rate))*n/(sqrt(rate)*besseli(0, 2*sqrt(rate))) = 0
#
# Conditions:
#
#   A maximum exists only if x_(n) > 0.
#
# Source:
#
#   Conway, Maxwell (1962), A queuing model with state dependent service
#       rates, J. Indust. Eng. 12, 132-136
#   Shmueli, Minka, Kadane, Borle, Boatwright (2005), A useful distribution
#       for fitting discrete data, Appl. Statist. 54, 127-142
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
mle_conway_maxwell_poisson_two <- function(x) {
  x <- .conway_maxwell_poisson_two_column(x, "x")
  .conway_maxwell_poisson_two_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .conway_maxwell_poisson_two_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("rate")
  limit <- .conway_maxwell_poisson_two_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .conway_maxwell_poisson_two_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_conway_maxwell_poisson_two(x, estimate)
    information <- hessian_conway_maxwell_poisson_two(x, estimate)
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
#' @param parameters numeric vector: rate, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_conway_maxwell_poisson_two <- function(x, parameters) {
  x <- .conway_maxwell_poisson_two_column(x, "x")
  .conway_maxwell_poisson_two_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .conway_maxwell_poisson_two_require_rows("x", x >= 0, "must be >= 0")
  .conway_maxwell_poisson_two_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_conway_maxwell_poisson_two <- function(x, parameters) {
  x <- .conway_maxwell_poisson_two_column(x, "x")
  .conway_maxwell_poisson_two_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .conway_maxwell_poisson_two_require_rows("x", x >= 0, "must be >= 0")
  .conway_maxwell_poisson_two_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_conway_maxwell_poisson_two <- function(x, parameters) {
  x <- .conway_maxwell_poisson_two_column(x, "x")
  .conway_maxwell_poisson_two_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .conway_maxwell_poisson_two_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .conway_maxwell_poisson_two_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_conway_maxwell_poisson_two <- function(x, parameters) {
  x <- .conway_maxwell_poisson_two_column(x, "x")
  .conway_maxwell_poisson_two_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .conway_maxwell_poisson_two_require_rows("x", x >= 0, "must be >= 0")
  rate <- parameters[[1]]
  t_13 <- sqrt(rate)
  score_1 <- rep_len(
    x / rate - .conway_maxwell_poisson_two_bessel_i_ratio(0, 2 * t_13) / t_13,
    length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("rate")
  out
}

# x log y, and 0 where x = 0.
.conway_maxwell_poisson_two_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# A variable as a numeric vector; stops if it is none.
.conway_maxwell_poisson_two_column <- function(values, name) {
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
.conway_maxwell_poisson_two_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# 1 if neither end is finite.
.conway_maxwell_poisson_two_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.conway_maxwell_poisson_two_outward <- function(u, lower, upper) {
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
.conway_maxwell_poisson_two_inward <- function(t, lower, upper) {
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
.conway_maxwell_poisson_two_stretch <- function(u, lower, upper) {
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
.conway_maxwell_poisson_two_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# log I_m(z) for z >= 0; a whole order may be negative.
.conway_maxwell_poisson_two_log_bessel_i <- function(order, z) {
  m <- pmax(order, -order)
  r <- sqrt(m * m + z * z)
  if (isTRUE(r < 600)) {
    term <- 1
    total <- 1
    k <- 1
    while (isTRUE(term > 1e-17 * total)) {
      term <- term * (0.5 * z) * (0.5 * z) / (k * (m + k))
      total <- total + term
      k <- k + 1
    }
    if (isTRUE(m == 0)) {
      return(log(total))
    }
    return(m * log(0.5 * z) - lgamma(m + 1) + log(total))
  }
  t <- 1 / r
  p <- m * m * t * t
  u_1 <- t * (3 - 5 * p) / 24
  u_2 <- t * t * (81 + p * (-462 + 385 * p)) / 1152
  u_3 <- t * t * t * (30375 + p * (-369603 + p * (765765 - 425425 * p))) /
    414720
  inner <- -94121676 + p * (349922430 + p * (-446185740 + 185910725 * p))
  u_4 <- t * t * t * t * (4465125 + p * inner) / 39813120
  series <- log1p(u_1 + u_2 + u_3 + u_4)
  turned <- 0
  if (isTRUE(m > 0)) {
    turned <- m * log(z / (m + r))
  }
  r + turned - 0.9189385332046727 - 0.5 * log(r) + series
}
.conway_maxwell_poisson_two_log_bessel_i <- Vectorize(
  .conway_maxwell_poisson_two_log_bessel_i
)

# I_m(z) sqrt(2 pi z) exp(-z) for z much larger than m^2.
.conway_maxwell_poisson_two_hankel <- function(m, z) {
  term <- 1
  total <- 1
  k <- 1
  while (isTRUE(k < 12)) {
    term <- -term * (4 * m * m - (2 * k - 1) * (2 * k - 1)) / (8 * k * z)
    total <- total + term
    k <- k + 1
  }
  total
}
.conway_maxwell_poisson_two_hankel <- Vectorize(
  .conway_maxwell_poisson_two_hankel
)

# I_{m+1}(z)/I_m(z) for z >= 0; a whole order may be negative.
.conway_maxwell_poisson_two_bessel_i_ratio <- function(order, z) {
  m <- pmax(order, -order - 1)
  ratio <- 0
  if (isTRUE(z > 2000 * (1 + m * m))) {
    ratio <- .conway_maxwell_poisson_two_hankel(m + 1, z) /
      .conway_maxwell_poisson_two_hankel(m, z)
  } else if (isTRUE(z > 20000)) {
    ratio <- exp(
      .conway_maxwell_poisson_two_log_bessel_i(m + 1, z) -
        .conway_maxwell_poisson_two_log_bessel_i(m, z)
    )
  } else if (isTRUE(z > 0)) {
    k <- m + 1 + floor(z) + 60
    while (isTRUE(k > m + 0.5)) {
      ratio <- 1 / (2 * k / z + ratio)
      k <- k - 1
    }
  }
  if (isTRUE(order < -0.5)) {
    return(1 / ratio)
  }
  ratio
}
.conway_maxwell_poisson_two_bessel_i_ratio <- Vectorize(
  .conway_maxwell_poisson_two_bessel_i_ratio
)

# I_m(z).
.conway_maxwell_poisson_two_iv <- function(order, z) {
  exp(.conway_maxwell_poisson_two_log_bessel_i(order, z))
}
.conway_maxwell_poisson_two_iv <- Vectorize(.conway_maxwell_poisson_two_iv)

# The equation that gives rate, and its slope.
.conway_maxwell_poisson_two_equation_rate <- function(sum_x, n, rate) {
  t <- 1 / rate
  t_1 <- sqrt(rate)
  t_2 <- 2 * t_1
  t_3 <- .conway_maxwell_poisson_two_bessel_i_ratio(0, t_2)
  t_4 <- .conway_maxwell_poisson_two_iv(0, t_2)
  c(
    t * sum_x - t_3 * n / t_1,
    (
      t_3^2 * t + 0.5 * t_3 / rate^1.5 -
        (0.5 * t_4 + 0.5 * .conway_maxwell_poisson_two_iv(2, t_2)) * t / t_4
    ) * n - sum_x / rate^2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.conway_maxwell_poisson_two_zero_rate <- function(
    sum_x, n, near, f_near, far, f_far, lower, upper
) {
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
    found_1 <- .conway_maxwell_poisson_two_equation_rate(
      sum_x, n, .conway_maxwell_poisson_two_outward(u, lower, upper)
    )
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
    if (isTRUE(.conway_maxwell_poisson_two_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .conway_maxwell_poisson_two_stretch(u, lower, upper))
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
  .conway_maxwell_poisson_two_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.conway_maxwell_poisson_two_root_rate <- function(
    sum_x, n, lower, upper, start
) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .conway_maxwell_poisson_two_inward(start, lower, upper)
  }
  limit_1 <- .conway_maxwell_poisson_two_farthest(lower, upper)
  found_2 <- .conway_maxwell_poisson_two_equation_rate(
    sum_x, n, .conway_maxwell_poisson_two_outward(u, lower, upper)
  )
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .conway_maxwell_poisson_two_equation_rate(
      sum_x, n, .conway_maxwell_poisson_two_outward(u + shift, lower, upper)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .conway_maxwell_poisson_two_equation_rate(
        sum_x, n, .conway_maxwell_poisson_two_outward(u - shift, lower, upper)
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
    return(.conway_maxwell_poisson_two_outward(u, lower, upper))
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
      found_5 <- .conway_maxwell_poisson_two_equation_rate(
        sum_x, n, .conway_maxwell_poisson_two_outward(new, lower, upper)
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
        return(
          .conway_maxwell_poisson_two_zero_rate(
            sum_x, n, right, f_right, new, f, lower, upper
          )
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .conway_maxwell_poisson_two_equation_rate(
        sum_x, n, .conway_maxwell_poisson_two_outward(new, lower, upper)
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
        return(
          .conway_maxwell_poisson_two_zero_rate(
            sum_x, n, left, f_left, new, f, lower, upper
          )
        )
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.conway_maxwell_poisson_two_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  rate <- .conway_maxwell_poisson_two_root_rate(sum_x, n, 0, Inf, NaN)
  rate
}

# 1 and the limits where no maximum exists, else 0.
.conway_maxwell_poisson_two_limits <- function(x) {
  max_x <- max(x)
  if (!isTRUE(max_x > 0)) {
    return(c(1, NaN))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.conway_maxwell_poisson_two_log_likelihood <- function(sum_h, sum_x, n, rate) {
  .conway_maxwell_poisson_two_xlogy(sum_x, rate) -
    n * .conway_maxwell_poisson_two_log_bessel_i(0, 2 * sqrt(rate)) - 2 * sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.conway_maxwell_poisson_two_nll <- function(x, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(Inf)
  }
  n <- length(x)
  sum_h <- sum(lgamma(x + 1))
  sum_x <- sum(x)
  -.conway_maxwell_poisson_two_log_likelihood(sum_h, sum_x, n, rate)
}

# The gradient of the log-likelihood.
.conway_maxwell_poisson_two_score <- function(sum_x, n, rate) {
  t_14 <- sqrt(rate)
  sum_x / rate -
    .conway_maxwell_poisson_two_bessel_i_ratio(0, 2 * t_14) * n / t_14
}

# The gradient of nll; nan outside the domain or the support.
.conway_maxwell_poisson_two_gradient <- function(x, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.conway_maxwell_poisson_two_score(sum_x, n, rate)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.conway_maxwell_poisson_two_curvature <- function(sum_x, n, rate) {
  t_15 <- sqrt(rate)
  t_16 <- 2 * t_15
  t_17 <- 1 / rate
  t_18 <- 1 / t_15
  t_19 <- .conway_maxwell_poisson_two_bessel_i_ratio(0, t_16)
  t_20 <- t_18 * t_19
  t_21 <- 1 / rate^2
  t_22 <- 1 / rate^1.5
  part_7 <- 0.25 *
    (
      0.09375 * t_17 + 0.125 * t_18 + 0.126953125 * t_21 + 0.09765625 * t_22 +
        0.5
    ) * t_17
  0.5 * t_19 * t_22 * n -
    t_17 * n * ifelse(t_15 > 150, part_7, 1 - t_19^2 - 0.5 * t_20) -
    t_21 * sum_x
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.conway_maxwell_poisson_two_hessian <- function(x, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.conway_maxwell_poisson_two_curvature(sum_x, n, rate)
}
