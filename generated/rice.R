# Maximum-likelihood estimation: Rice distribution.
#
#   f(x; nu, sigma2) = x/sigma2*exp(-(x**2+nu**2)/(2*sigma2))*besseli(0,
#       x*nu/sigma2)
#   support: x > 0
#   nu: nonnegative
#   sigma2: positive
#
# Log-likelihood:
#
#   -log(sigma2)*n + sum(log(x)) + sum(log(besseli(0, x*nu/sigma2))) -
#       sum(x**2 + nu**2)/(2*sigma2)
#
# Estimator (reduced):
#
#   nu = the solution of -nu*n + sum(x*besseli(1, x*nu/(-nu**2/2 +
#       sum(x**2)/(2*n)))/besseli(0, x*nu/(-nu**2/2 + sum(x**2)/(2*n)))) = 0
#   sigma2 = -nu**2/2 + sum(x**2)/(2*n)
#
# Conditions:
#
#   A maximum exists only if sum x_i^2 > n nu^2.
#
# Source:
#
#   Rice (1945), Mathematical analysis of random noise, Bell Syst. Tech. J.
#       24, 46-156
#   Talukdar, Lawing (1991), Estimation of the parameters of the Rice
#       distribution, J. Acoust. Soc. Am. 89, 1193-1197
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
mle_rice <- function(x) {
  x <- .rice_column(x, "x")
  .rice_require_rows("x", x > 0, "must be > 0")
  labels <- c("nu", "sigma2")
  units_x <- .rice_units_x(x)
  estimate <- .rice_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1]
  estimate[2] <- units_x[2]^2 * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_rice(x, estimate)
    information <- hessian_rice(x, estimate)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
      }
    }
  } else {
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
#' @param parameters numeric vector: nu, sigma2, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_rice <- function(x, parameters) {
  x <- .rice_column(x, "x")
  .rice_require_rows("x", x > 0, "must be > 0")
  .rice_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: nu, sigma2, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_rice <- function(x, parameters) {
  x <- .rice_column(x, "x")
  .rice_require_rows("x", x > 0, "must be > 0")
  .rice_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: nu, sigma2, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_rice <- function(x, parameters) {
  x <- .rice_column(x, "x")
  .rice_require_rows("x", x > 0, "must be > 0")
  triangle <- .rice_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: nu, sigma2, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_rice <- function(x, parameters) {
  x <- .rice_column(x, "x")
  .rice_require_rows("x", x > 0, "must be > 0")
  nu <- parameters[[1]]
  sigma2 <- parameters[[2]]
  t_54 <- 1 / sigma2
  t_55 <- 0.5 * t_54
  t_56 <- 1 / nu
  t_57 <- sigma2 / nu^2
  t_58 <- sigma2^2
  t_59 <- t_58 / (nu * nu * nu)
  t_60 <- sigma2 * sigma2 * sigma2 / (nu * nu * nu * nu)
  t_61 <- 1 / t_58
  t_62 <- 0.125 / x
  t_63 <- 0.125 / x^2
  t_64 <- 0.40625 / (x * x * x * x)
  t_65 <- 0.1953125 / (x * x * x)
  t_66 <- t_54 * x
  t_67 <- nu * t_66
  t_68 <- t_67 > 1000
  t_69 <- .rice_bessel_i_ratio(0, t_67)
  part_1 <- -t_65 * t_60 - 0.5 * t_56 - t_62 * t_57 - t_63 * t_59 -
    sigma2 * sigma2 * sigma2 * sigma2 * t_64 / nu^5
  score_1 <- rep_len(
    ifelse(t_68, part_1, t_66 * t_69 - t_66) - t_55 * (2 * nu - 2 * x),
    length(x)
  )
  part_2 <- t_55 + t_65 * t_59 + t_56 * t_62 + t_57 * t_63 + t_64 * t_60
  score_2 <- rep_len(
    0.5 * t_61 * (x - nu)^2 +
      ifelse(t_68, part_2, nu * t_61 * x - nu * t_69 * t_61 * x) - t_54,
    length(x)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("nu", "sigma2")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.rice_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.rice_column <- function(values, name) {
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
.rice_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.rice_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.rice_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.rice_outward <- function(u, lower, upper) {
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
.rice_inward <- function(t, lower, upper) {
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
.rice_stretch <- function(u, lower, upper) {
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

# The second derivative of the parameter in its free coordinate.
.rice_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .rice_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.rice_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.rice_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.rice_choose <- function(at, a, b, c_1, d, e, f, g) {
  if (isTRUE(at < 1)) {
    return(a)
  }
  if (isTRUE(at < 2)) {
    return(b)
  }
  if (isTRUE(at < 3)) {
    return(c_1)
  }
  if (isTRUE(at < 4)) {
    return(d)
  }
  if (isTRUE(at < 5)) {
    return(e)
  }
  if (isTRUE(at < 6)) {
    return(f)
  }
  g
}

# log I_m(z) for z >= 0; a whole order may be negative.
.rice_log_bessel_i <- function(order, z) {
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
.rice_log_bessel_i <- Vectorize(.rice_log_bessel_i)

# I_m(z) sqrt(2 pi z) exp(-z) for z much larger than m^2.
.rice_hankel <- function(m, z) {
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
.rice_hankel <- Vectorize(.rice_hankel)

# I_{m+1}(z)/I_m(z) for z >= 0; a whole order may be negative.
.rice_bessel_i_ratio <- function(order, z) {
  m <- pmax(order, -order - 1)
  ratio <- 0
  if (isTRUE(z > 2000 * (1 + m * m))) {
    ratio <- .rice_hankel(m + 1, z) / .rice_hankel(m, z)
  } else if (isTRUE(z > 20000)) {
    ratio <- exp(.rice_log_bessel_i(m + 1, z) - .rice_log_bessel_i(m, z))
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
.rice_bessel_i_ratio <- Vectorize(.rice_bessel_i_ratio)

# I_m(z).
.rice_iv <- function(order, z) {
  exp(.rice_log_bessel_i(order, z))
}
.rice_iv <- Vectorize(.rice_iv)

# The equation that gives nu, and its slope.
.rice_equation_nu <- function(x, n, sum_x_2, nu) {
  t <- nu^2
  t_1 <- 0.5 * sum_x_2 / n - 0.5 * t
  t_2 <- x / t_1
  t_3 <- nu * t_2
  t_4 <- .rice_bessel_i_ratio(0, t_3)
  t_5 <- .rice_iv(0, t_3)
  t_6 <- (t / t_1^2 * x + t_2) * x
  sum_h <- sum(t_4 * x)
  sum_h_1 <- sum((t_5 + .rice_iv(2, t_3)) * t_6 / t_5)
  sum_h_2 <- sum(t_4^2 * t_6)
  c(sum_h - nu * n, 0.5 * sum_h_1 - n - sum_h_2)
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.rice_zero_nu <- function(x, n, sum_x_2, near, f_near, far, f_far, lower,
                          upper) {
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
    found_3 <- .rice_equation_nu(x, n, sum_x_2, .rice_outward(u, lower, upper))
    f <- found_3[1]
    slope <- found_3[2]
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
    if (isTRUE(.rice_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .rice_stretch(u, lower, upper))
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
  .rice_outward(u, lower, upper)
}

# The log-likelihood, every constant included.
.rice_log_likelihood <- function(x, sum_log_x, n, nu, sigma2) {
  t_70 <- nu / sigma2 * x
  sum_h_11 <- sum((x - nu)^2)
  part_4 <- 0.1015625 * (sigma2 * sigma2 * sigma2 * sigma2) /
    (nu * nu * nu * nu) / (x * x * x * x)
  part_5 <- 25 * (sigma2 * sigma2 * sigma2) / (384 * (nu * nu * nu)) /
    (x * x * x)
  part_6 <- 0.125 * sigma2 / nu / x + 0.0625 * sigma2^2 / nu^2 / x^2 + part_5 +
    part_4 - 0.5 * log(2 * pi * t_70)
  sum_h_12 <- sum(
    ifelse(t_70 > 1000, part_6, .rice_log_bessel_i(0, t_70) - t_70)
  )
  sum_h_12 + sum_log_x - n * log(sigma2) - 0.5 * sum_h_11 / sigma2
}

# The log-likelihood that follows from nu.
.rice_rate_nu <- function(x, n, sum_x_2, sum_log_x, nu) {
  sigma2 <- 0.5 * sum_x_2 / n - 0.5 * nu^2
  .rice_log_likelihood(x, sum_log_x, n, nu, sigma2)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.rice_root_nu <- function(x, n, sum_x_2, sum_log_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .rice_inward(start, lower, upper)
  }
  limit_1 <- .rice_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_7 <- .rice_equation_nu(
      x, n, sum_x_2, .rice_outward(new, lower, upper)
    )
    f <- found_7[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .rice_zero_nu(x, n, sum_x_2, last, f_last, new, f, lower, upper)
      height <- .rice_rate_nu(x, n, sum_x_2, sum_log_x, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .rice_rate_nu(
        x, n, sum_x_2, sum_log_x, .rice_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .rice_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .rice_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .rice_rate_nu(
    x, n, sum_x_2, sum_log_x, .rice_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_8 <- .rice_equation_nu(
      x, n, sum_x_2, .rice_outward(last, lower, upper)
    )
    f_last <- found_8[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_9 <- .rice_equation_nu(
        x, n, sum_x_2, .rice_outward(new, lower, upper)
      )
      f <- found_9[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .rice_zero_nu(x, n, sum_x_2, last, f_last, new, f, lower, upper)
        height <- .rice_rate_nu(x, n, sum_x_2, sum_log_x, t)
        v <- .rice_inward(t, lower, upper)
        below <- .rice_rate_nu(
          x, n, sum_x_2, sum_log_x, .rice_outward(v - 1, lower, upper)
        )
        above <- .rice_rate_nu(
          x, n, sum_x_2, sum_log_x, .rice_outward(v + 1, lower, upper)
        )
        gap <- height - pmax(below, above)
        if (isTRUE(height > best && gap > 1e-10 * (1 + abs(height)))) {
          best <- height
          chosen <- t
        }
      }
      last <- new
      f_last <- f
      shift <- 1.5 * shift
    }
  }
  chosen
}

# The log-likelihood as a function of nu, sigma2.
.rice_value_joint <- function(x, sum_log_x, n, nu, sigma2) {
  t_70 <- nu / sigma2 * x
  sum_h_11 <- sum((x - nu)^2)
  part_10 <- 0.1015625 * (sigma2 * sigma2 * sigma2 * sigma2) /
    (nu * nu * nu * nu) / (x * x * x * x)
  part_11 <- 25 * (sigma2 * sigma2 * sigma2) / (384 * (nu * nu * nu)) /
    (x * x * x)
  part_12 <- 0.125 * sigma2 / nu / x + 0.0625 * sigma2^2 / nu^2 / x^2 +
    part_11 + part_10 - 0.5 * log(2 * pi * t_70)
  sum_h_12 <- sum(
    ifelse(t_70 > 1000, part_12, .rice_log_bessel_i(0, t_70) - t_70)
  )
  sum_h_12 + sum_log_x - n * log(sigma2) - 0.5 * sum_h_11 / sigma2
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.rice_derivatives_joint <- function(x, n, sum_log_x, nu, sigma2) {
  t_88 <- x - nu
  t_89 <- 1 / sigma2
  t_90 <- t_89 * x
  t_91 <- nu * t_90
  t_92 <- 1 / nu
  t_93 <- 1 / x
  t_94 <- 0.125 * t_93
  t_95 <- t_92 * t_94
  t_96 <- sigma2^2
  t_97 <- nu^2
  t_98 <- 1 / t_97
  t_99 <- x^2
  t_100 <- 1 / t_99
  t_101 <- t_98 * t_100
  t_102 <- t_101 * t_96
  t_103 <- 1 / (nu * nu * nu * nu)
  t_104 <- t_96^2
  t_105 <- 1 / (x * x * x * x)
  t_106 <- t_104 * t_105
  t_107 <- t_103 * t_106
  t_108 <- 1 / (nu * nu * nu)
  t_109 <- sigma2 * t_96
  t_110 <- 1 / (x * x * x)
  t_111 <- t_109 * t_110
  t_112 <- t_108 * t_111
  t_113 <- t_91 > 1000
  t_114 <- t_98 * t_94
  t_115 <- t_108 * t_96
  t_116 <- 1 / nu^5
  t_117 <- .rice_bessel_i_ratio(0, t_91)
  t_118 <- 0.125 * t_101
  t_119 <- t_105 * t_109
  t_120 <- 1 / t_96
  t_121 <- t_120 * x
  t_122 <- sigma2 * t_93
  t_123 <- 0.25 * t_122
  t_124 <- t_103 * t_96
  part_13 <- (
    0.375 * t_102 + 2.03125 * t_107 + 0.78125 * t_112 + t_123 * t_92 + 0.5
  ) * t_102
  t_125 <- t_99 * ifelse(
    t_91 > 300, part_13, 1 - t_117^2 - t_117 * t_122 * t_92
  )
  t_126 <- sigma2 * t_108
  t_127 <- nu / t_109
  t_128 <- 2 * t_127 * x
  sum_h_17 <- sum(t_88^2)
  part_14 <- 0.0625 * t_102 + 0.1015625 * t_107 + 25 * t_112 / 384 +
    sigma2 * t_95 - 0.5 * log(2 * pi * t_91)
  sum_h_18 <- sum(ifelse(t_113, part_14, .rice_log_bessel_i(0, t_91) - t_91))
  sum_h_19 <- sum(t_88)
  part_15 <- -0.125 * t_100 * t_115 - 0.1953125 * t_103 * t_111 -
    0.40625 * t_106 * t_116 - sigma2 * t_114 - 0.5 * t_92
  sum_h_20 <- sum(ifelse(t_113, part_15, t_90 * t_117 - t_90))
  part_16 <- 0.5 * t_89 + 0.40625 * t_103 * t_119 + 0.1953125 * t_110 * t_115 +
    sigma2 * t_118 + t_95
  sum_h_21 <- sum(ifelse(t_113, part_16, nu * t_120 * x - nu * t_117 * t_121))
  sum_h_22 <- sum(
    ifelse(
      t_113,
      0.5 * t_98 + 0.375 * t_100 * t_124 + 2.03125 * t_108^2 * t_106 +
        t_108 * t_123 + 0.78125 * t_111 * t_116,
      t_120 * t_125
    )
  )
  part_17 <- -0.25 * t_100 * t_126 - 0.5859375 * t_110 * t_124 - t_114 -
    1.625 * t_116 * t_119
  sum_h_23 <- sum(
    ifelse(t_113, part_17, t_120 * x - t_117 * t_121 - t_125 * t_127)
  )
  sum_h_24 <- sum(
    ifelse(
      t_113,
      1.21875 * t_105 * t_124 + 0.390625 * t_110 * t_126 + t_118 - 0.5 * t_120,
      t_117 * t_128 + t_125 * t_97 / t_104 - t_128
    )
  )
  t_129 <- 1 / sigma2
  t_130 <- 0.5 * sum_h_17
  t_131 <- 1 / sigma2^2
  t_132 <- t_129 * n
  c(
    sum_log_x + sum_h_18 - n * log(sigma2) - t_129 * t_130,
    t_129 * sum_h_19 + sum_h_20,
    t_130 * t_131 + sum_h_21 - t_132,
    sum_h_22 - t_132,
    sum_h_23 - t_131 * sum_h_19,
    t_131 * n + sum_h_24 - sum_h_17 / (sigma2 * sigma2 * sigma2)
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.rice_surface_joint <- function(x, n, sum_log_x, u_1, u_2) {
  nu <- .rice_outward(u_1, 0, Inf)
  stretch_1 <- .rice_stretch(u_1, 0, Inf)
  sigma2 <- .rice_outward(u_2, 0, Inf)
  stretch_2 <- .rice_stretch(u_2, 0, Inf)
  found_18 <- .rice_derivatives_joint(x, n, sum_log_x, nu, sigma2)
  height <- found_18[1]
  g_1 <- found_18[2]
  g_2 <- found_18[3]
  h_1_1 <- found_18[4]
  h_2_1 <- found_18[5]
  h_2_2 <- found_18[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - g_1 * .rice_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - g_2 * .rice_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.rice_climb_joint <- function(x, n, sum_log_x, start_1, start_2) {
  u_1 <- .rice_inward(start_1, 0, Inf)
  u_2 <- .rice_inward(start_2, 0, Inf)
  found_19 <- .rice_surface_joint(x, n, sum_log_x, u_1, u_2)
  f <- found_19[1]
  g_1 <- found_19[2]
  g_2 <- found_19[3]
  h_1_1 <- found_19[4]
  h_2_1 <- found_19[5]
  h_2_2 <- found_19[6]
  if (!is.finite(f)) {
    return(c(-Inf, start_1, start_2))
  }
  damp <- 0
  for (trial in seq_len(400) - 1) {
    definite <- 1
    d_1 <- h_1_1 + damp * pmax(abs(h_1_1), 1e-06)
    if (!isTRUE(d_1 > 1e-14 * abs(h_1_1))) {
      definite <- 0
      d_1 <- 1
    }
    l_2_1 <- h_2_1 / d_1
    d_2 <- h_2_2 + damp * pmax(abs(h_2_2), 1e-06) - l_2_1 * l_2_1 * d_1
    if (!isTRUE(d_2 > 1e-14 * abs(h_2_2))) {
      definite <- 0
      d_2 <- 1
    }
    if (isTRUE(definite == 0)) {
      damp <- pmax(4 * damp, 0.001)
      next
    }
    v_1 <- -g_1
    v_2 <- -g_2 - l_2_1 * v_1
    decrement <- v_1 * v_1 / d_1 + v_2 * v_2 / d_2
    step_2 <- v_2 / d_2
    step_1 <- v_1 / d_1 - l_2_1 * step_2
    length <- pmax(abs(step_1), abs(step_2))
    if (isTRUE(length > 4)) {
      step_1 <- step_1 * 4 / length
      step_2 <- step_2 * 4 / length
    }
    found_20 <- .rice_surface_joint(x, n, sum_log_x, u_1 + step_1, u_2 + step_2)
    f_new <- found_20[1]
    g_1_new <- found_20[2]
    g_2_new <- found_20[3]
    h_1_1_new <- found_20[4]
    h_2_1_new <- found_20[5]
    h_2_2_new <- found_20[6]
    if (isTRUE(is.finite(f_new) && is.finite(g_1_new) && is.finite(g_2_new) &&
      is.finite(h_1_1_new) && is.finite(h_2_1_new) && is.finite(h_2_2_new) &&
      f_new <= f + 1e-13 * (1 + abs(f)))) {
      u_1 <- u_1 + step_1
      u_2 <- u_2 + step_2
      f <- f_new
      g_1 <- g_1_new
      g_2 <- g_2_new
      h_1_1 <- h_1_1_new
      h_2_1 <- h_2_1_new
      h_2_2 <- h_2_2_new
      if (isTRUE(damp == 0 && decrement <= 1e-22)) {
        break
      }
      damp <- 0.2 * damp
      if (isTRUE(damp < 1e-06)) {
        damp <- 0
      }
    } else {
      damp <- pmax(4 * damp, 0.001)
      if (isTRUE(damp > 1000000000000)) {
        break
      }
    }
  }
  d_1 <- h_1_1
  if (isTRUE(abs(d_1) <= 1e-09)) {
    return(c(-Inf, start_1, start_2))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 1e-09)) {
    return(c(-Inf, start_1, start_2))
  }
  c(-f, .rice_outward(u_1, 0, Inf), .rice_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.rice_maximise_joint <- function(x, n, sum_log_x) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .rice_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .rice_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      seed <- .rice_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .rice_choose(
        at, 1, 0.25, 0.0625, 0.48999999999999994, 2.25, 4, 16
      )
      height <- -Inf
      if (isTRUE(draw_1 >= 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .rice_value_joint(x, sum_log_x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_21 <- .rice_climb_joint(x, n, sum_log_x, reached_1, reached_2)
    height <- found_21[1]
    reached_1 <- found_21[2]
    reached_2 <- found_21[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.rice_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_x_2 <- sum(x^2)
  nu <- .rice_root_nu(x, n, sum_x_2, sum_log_x, 0, sqrt(sum_x_2) / sqrt(n), NaN)
  sigma2 <- 0.5 * sum_x_2 / n - 0.5 * nu^2
  if (!isTRUE(is.finite(nu) && is.finite(sigma2) && nu >= 0 && sigma2 > 0)) {
    found_22 <- .rice_maximise_joint(x, n, sum_log_x)
    nu <- found_22[1]
    sigma2 <- found_22[2]
  }
  c(nu, sigma2)
}

# A centre and a spread with which the data are standardised.
.rice_units_x <- function(x) {
  n <- length(x)
  half <- .rice_level(abs(x), 0.5)
  total <- sum(x)
  largest <- max(abs(x))
  mean <- total / n
  squares <- sum((x - mean)^2)
  spread <- half
  if (!isTRUE(spread > 0)) {
    spread <- sqrt(squares / n)
  }
  if (!isTRUE(spread > 0)) {
    spread <- largest
  }
  if (!isTRUE(spread > 0)) {
    spread <- 1
  }
  c(0, spread)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.rice_nll <- function(x, nu, sigma2) {
  if (!isTRUE(nu >= 0 && is.finite(nu) && sigma2 > 0 && is.finite(sigma2))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.rice_log_likelihood(x, sum_log_x, n, nu, sigma2)
}

# The gradient of the log-likelihood.
.rice_score <- function(x, n, nu, sigma2) {
  t_71 <- x - nu
  t_72 <- 1 / nu
  t_73 <- 0.125 / x
  t_74 <- sigma2 * t_72^2
  t_75 <- 0.125 / x^2
  t_76 <- sigma2^2
  t_77 <- t_76 / (nu * nu * nu)
  t_78 <- 0.40625 / (x * x * x * x)
  t_79 <- sigma2 * t_76 / (nu * nu * nu * nu)
  t_80 <- 0.1953125 / (x * x * x)
  t_81 <- 1 / sigma2
  t_82 <- t_81 * x
  t_83 <- nu * t_82
  t_84 <- t_83 > 1000
  t_85 <- .rice_bessel_i_ratio(0, t_83)
  t_86 <- 1 / t_76
  sum_h_13 <- sum(t_71)
  sum_h_14 <- sum(
    ifelse(
      t_84,
      -0.5 * t_72 - t_73 * t_74 - t_75 * t_77 - t_76^2 * t_78 / nu^5 -
        t_79 * t_80,
      t_82 * t_85 - t_82
    )
  )
  sum_h_15 <- sum(t_71^2)
  sum_h_16 <- sum(
    ifelse(
      t_84,
      t_72 * t_73 + 0.5 * t_81 + t_74 * t_75 + t_77 * t_80 + t_78 * t_79,
      nu * t_86 * x - nu * t_85 * t_86 * x
    )
  )
  t_87 <- 1 / sigma2
  c(t_87 * sum_h_13 + sum_h_14, 0.5 * sum_h_15 / sigma2^2 + sum_h_16 - t_87 * n)
}

# The gradient of nll; nan outside the domain or the support.
.rice_gradient <- function(x, nu, sigma2) {
  if (!isTRUE(nu >= 0 && is.finite(nu) && sigma2 > 0 && is.finite(sigma2))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_23 <- .rice_score(x, n, nu, sigma2)
  g_1 <- found_23[1]
  g_2 <- found_23[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.rice_curvature <- function(x, n, nu, sigma2) {
  t_88 <- x - nu
  t_89 <- 1 / sigma2
  t_90 <- t_89 * x
  t_91 <- nu * t_90
  t_92 <- 1 / nu
  t_93 <- 1 / x
  t_94 <- 0.125 * t_93
  t_96 <- sigma2^2
  t_97 <- nu^2
  t_98 <- 1 / t_97
  t_99 <- x^2
  t_100 <- 1 / t_99
  t_101 <- t_98 * t_100
  t_102 <- t_101 * t_96
  t_103 <- 1 / (nu * nu * nu * nu)
  t_104 <- t_96^2
  t_105 <- 1 / (x * x * x * x)
  t_106 <- t_104 * t_105
  t_107 <- t_103 * t_106
  t_108 <- 1 / (nu * nu * nu)
  t_109 <- sigma2 * t_96
  t_110 <- 1 / (x * x * x)
  t_111 <- t_109 * t_110
  t_112 <- t_108 * t_111
  t_113 <- t_91 > 1000
  t_114 <- t_98 * t_94
  t_116 <- 1 / nu^5
  t_117 <- .rice_bessel_i_ratio(0, t_91)
  t_118 <- 0.125 * t_101
  t_119 <- t_105 * t_109
  t_120 <- 1 / t_96
  t_121 <- t_120 * x
  t_122 <- sigma2 * t_93
  t_123 <- 0.25 * t_122
  t_124 <- t_103 * t_96
  part_24 <- (
    0.375 * t_102 + 2.03125 * t_107 + 0.78125 * t_112 + t_123 * t_92 + 0.5
  ) * t_102
  t_125 <- t_99 * ifelse(
    t_91 > 300, part_24, 1 - t_117^2 - t_117 * t_122 * t_92
  )
  t_126 <- sigma2 * t_108
  t_127 <- nu / t_109
  t_128 <- 2 * t_127 * x
  sum_h_17 <- sum(t_88^2)
  sum_h_19 <- sum(t_88)
  sum_h_22 <- sum(
    ifelse(
      t_113,
      0.5 * t_98 + 0.375 * t_100 * t_124 + 2.03125 * t_108^2 * t_106 +
        t_108 * t_123 + 0.78125 * t_111 * t_116,
      t_120 * t_125
    )
  )
  part_25 <- -0.25 * t_100 * t_126 - 0.5859375 * t_110 * t_124 - t_114 -
    1.625 * t_116 * t_119
  sum_h_23 <- sum(
    ifelse(t_113, part_25, t_120 * x - t_117 * t_121 - t_125 * t_127)
  )
  sum_h_24 <- sum(
    ifelse(
      t_113,
      1.21875 * t_105 * t_124 + 0.390625 * t_110 * t_126 + t_118 - 0.5 * t_120,
      t_117 * t_128 + t_125 * t_97 / t_104 - t_128
    )
  )
  t_129 <- 1 / sigma2
  t_131 <- 1 / sigma2^2
  t_132 <- t_129 * n
  c(
    sum_h_22 - t_132,
    sum_h_23 - t_131 * sum_h_19,
    t_131 * n + sum_h_24 - sum_h_17 / (sigma2 * sigma2 * sigma2)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.rice_hessian <- function(x, nu, sigma2) {
  if (!isTRUE(nu >= 0 && is.finite(nu) && sigma2 > 0 && is.finite(sigma2))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_26 <- .rice_curvature(x, n, nu, sigma2)
  h_1 <- found_26[1]
  h_2 <- found_26[2]
  h_3 <- found_26[3]
  c(-h_1, -h_2, -h_3)
}
