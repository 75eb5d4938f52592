# Maximum-likelihood estimation: Skellam distribution.
#
#   f(x; mu_1, mu_2) = exp(-mu_1-mu_2)*(mu_1/mu_2)**(x/2)*besseli(x,
#       2*sqrt(mu_1*mu_2))
#   support: x in ..., -2, -1, 0, 1, 2, ...
#   mu_1: positive
#   mu_2: positive
#
# Log-likelihood:
#
#   (-mu_1 - mu_2)*n + (log(mu_1)/2 - log(mu_2)/2)*sum(x) + sum(log(besseli(x,
#       2*sqrt(mu_1)*sqrt(mu_2))))
#
# Estimator (reduced):
#
#   mu_2 = the solution of -n - sum(x)/(2*mu_2) + sqrt(mu_2 +
#       sum(x)/n)*sum(besseli(x - 1, 2*sqrt(mu_2)*sqrt(mu_2 +
#       sum(x)/n))/besseli(x, 2*sqrt(mu_2)*sqrt(mu_2 +
#       sum(x)/n)))/(2*sqrt(mu_2)) + sqrt(mu_2 + sum(x)/n)*sum(besseli(x + 1,
#       2*sqrt(mu_2)*sqrt(mu_2 + sum(x)/n))/besseli(x, 2*sqrt(mu_2)*sqrt(mu_2
#       + sum(x)/n)))/(2*sqrt(mu_2)) = 0
#   mu_1 = mu_2 + sum(x)/n
#
# Conditions:
#
#   A maximum exists only if n mu_2 + sum x_i > 0.
#
# Source:
#
#   Skellam (1946), The frequency distribution of the difference between two
#       Poisson variates, J. Roy. Statist. Soc. 109, 296
#   Alzaid, Omair (2010), On the Poisson difference distribution inference and
#       applications, Bull. Malays. Math. Sci. Soc. 33, 17-45
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
mle_skellam <- function(x) {
  x <- .skellam_column(x, "x")
  .skellam_require_rows("x", x == floor(x), "must be an integer")
  labels <- c("mu_1", "mu_2")
  estimate <- .skellam_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_skellam(x, estimate)
    information <- hessian_skellam(x, estimate)
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
#' @param parameters numeric vector: mu_1, mu_2, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_skellam <- function(x, parameters) {
  x <- .skellam_column(x, "x")
  .skellam_require_rows("x", x == floor(x), "must be an integer")
  .skellam_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu_1, mu_2, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_skellam <- function(x, parameters) {
  x <- .skellam_column(x, "x")
  .skellam_require_rows("x", x == floor(x), "must be an integer")
  .skellam_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu_1, mu_2, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_skellam <- function(x, parameters) {
  x <- .skellam_column(x, "x")
  .skellam_require_rows("x", x == floor(x), "must be an integer")
  triangle <- .skellam_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu_1, mu_2, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_skellam <- function(x, parameters) {
  x <- .skellam_column(x, "x")
  .skellam_require_rows("x", x == floor(x), "must be an integer")
  mu_1 <- parameters[[1]]
  mu_2 <- parameters[[2]]
  t_38 <- mu_1 * mu_2
  t_39 <- 2 * t_38 / (sqrt(x^2 + 4 * t_38) + abs(x))
  t_40 <- x + mu_2 - mu_1
  t_41 <- .skellam_bessel_i_rest(1, x, 2 * sqrt(mu_1) * sqrt(mu_2))
  score_1 <- rep_len(
    t_40 / (pmax(-x, 0) + t_39 + mu_1) + 0.5 * t_41 / mu_1, length(x)
  )
  score_2 <- rep_len(
    0.5 * t_41 / mu_2 - t_40 / (pmax(0, x) + t_39 + mu_2), length(x)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu_1", "mu_2")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.skellam_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.skellam_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .skellam_log_ratio(ifelse(near, d, 0)), far)
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.skellam_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.skellam_column <- function(values, name) {
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
.skellam_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The sum of c y^j p^i (j + 2 i)^k, which is the logarithm of the uniform
# expansion of I_m(z) for k = 0.
.skellam_bessel_i_series <- function(k, y, p) {
  rows <- list(
    c(1 / 8, -5 / 24),
    c(1 / 16, -3 / 8, 5 / 16),
    c(25 / 384, -531 / 640, 221 / 128, -1105 / 1152),
    c(13 / 128, -71 / 32, 531 / 64, -339 / 32, 565 / 128),
    c(1073 / 5120, -50049 / 7168, 186821 / 4608, -44899 / 512, 82825 / 1024,
      -82825 / 3072),
    c(103 / 192, -405 / 16, 1677 / 8, -5389 / 8, 65385 / 64, -11805 / 16,
      19675 / 96),
    c(375733 / 229376, -3407083 / 32768, 38038059 / 32768,
      -168434443 / 32768, 1852155413 / 163840, -432038457 / 32768,
      256406305 / 32768, -1282031525 / 688128),
    c(23797 / 4096, -244539 / 512, 7069979 / 1024, -20526309 / 512,
      243859359 / 2048, -101540765 / 512, 192309147 / 1024,
      -48436755 / 512, 80727925 / 4096)
  )
  total <- 0
  for (j in 8:1) {
    inner <- 0
    for (i in j:0) {
      inner <- inner * p + rows[[j]][i + 1] * (j + 2 * i)^k
    }
    total <- (total + inner) * y
  }
  total
}

# The k-th derivative in log z of log I_m(z) - r - |m| log(z/(|m| + r)), r =
# sqrt(m^2 + z^2), k = 0, 1, 2.
.skellam_bessel_i_rest <- function(k, m, z) {
  m <- abs(m)
  r <- sqrt(m^2 + z^2)
  far <- r >= 75
  size <- ifelse(far, r, 75)
  y <- 1 / size
  p <- (m / size)^2
  q <- (z / size)^2
  h <- ifelse(far, 0, z^2 / 4)
  term <- 1 + 0 * h * m
  above <- 0 * term
  first <- above
  for (n in 1:200) {
    term <- term * h / (n * (m + n))
    above <- above + term
    first <- first + n * term
    if (isTRUE(all(term <= 1e-18 * above))) {
      break
    }
  }
  if (k == 0) {
    series <- .skellam_bessel_i_series(0, y, p) - log(2 * pi * size) / 2
    turned <- ifelse(m > 0, m * log((m + r) / 2) - lgamma(m + 1), 0)
    return(ifelse(far, series, log1p(above) + turned - r))
  }
  slope <- 0.5 + .skellam_bessel_i_series(1, y, p)
  rate <- 2 * first / (1 + above) - z^2 / (m + r)
  if (k == 1) {
    return(ifelse(far, -q * slope, rate))
  }
  bend <- q * (q * .skellam_bessel_i_series(2, y, p) - 2 * p * slope)
  ifelse(far, bend, -rate * (2 * r + rate) - z^2 / r)
}

# The remainder of a/b that has the sign of b.
.skellam_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.skellam_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.skellam_outward <- function(u, lower, upper) {
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
.skellam_inward <- function(t, lower, upper) {
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
.skellam_stretch <- function(u, lower, upper) {
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
.skellam_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .skellam_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.skellam_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.skellam_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.skellam_choose <- function(at, a, b, c_1, d, e, f, g) {
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
.skellam_log_bessel_i <- function(order, z) {
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
.skellam_log_bessel_i <- Vectorize(.skellam_log_bessel_i)

# I_m(z) sqrt(2 pi z) exp(-z) for z much larger than m^2.
.skellam_hankel <- function(m, z) {
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
.skellam_hankel <- Vectorize(.skellam_hankel)

# I_{m+1}(z)/I_m(z) for z >= 0; a whole order may be negative.
.skellam_bessel_i_ratio <- function(order, z) {
  m <- pmax(order, -order - 1)
  ratio <- 0
  if (isTRUE(z > 2000 * (1 + m * m))) {
    ratio <- .skellam_hankel(m + 1, z) / .skellam_hankel(m, z)
  } else if (isTRUE(z > 20000)) {
    ratio <- exp(.skellam_log_bessel_i(m + 1, z) - .skellam_log_bessel_i(m, z))
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
.skellam_bessel_i_ratio <- Vectorize(.skellam_bessel_i_ratio)

# I_m(z).
.skellam_iv <- function(order, z) {
  exp(.skellam_log_bessel_i(order, z))
}
.skellam_iv <- Vectorize(.skellam_iv)

# The equation that gives mu_2, and its slope.
.skellam_equation_mu_2 <- function(x, n, sum_x, mu_2) {
  t <- 2 * sqrt(mu_2) * sqrt(mu_2 + sum_x / n)
  t_1 <- .skellam_iv(x, t)
  t_2 <- 1 / t_1
  t_3 <- .skellam_iv(x - 1, t)
  t_4 <- .skellam_iv(x + 1, t)
  t_5 <- t_2^2 * (t_3 + t_4)
  sum_h <- sum(t_2 * t_3)
  sum_h_1 <- sum(.skellam_bessel_i_ratio(x, t))
  sum_h_2 <- sum(t_2 * (.skellam_iv(x - 2, t) + t_1))
  sum_h_3 <- sum(t_3 * t_5)
  sum_h_4 <- sum(t_2 * (.skellam_iv(x + 2, t) + t_1))
  sum_h_5 <- sum(t_4 * t_5)
  t_6 <- 0.5 * sum_x
  t_7 <- sqrt(mu_2)
  t_8 <- 1 / t_7
  t_9 <- sqrt(mu_2 + sum_x / n)
  t_10 <- 1 / t_9
  t_11 <- 0.25 * t_8 * t_10 - 0.25 * t_9 / mu_2^1.5
  t_12 <- 0.5 * t_8 * t_9
  t_13 <- 0.5 * t_7 * t_10 + t_12
  t_14 <- -t_13
  c(
    0.5 * t_8 * t_9 * sum_h + 0.5 * t_8 * t_9 * sum_h_1 - n - t_6 / mu_2,
    t_6 / mu_2^2 + t_11 * sum_h + t_11 * sum_h_1 +
      (t_13 * sum_h_2 + t_14 * sum_h_3) * t_12 +
      (t_13 * sum_h_4 + t_14 * sum_h_5) * t_12
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.skellam_zero_mu_2 <- function(x, n, sum_x, near, f_near, far, f_far, lower,
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
    found_1 <- .skellam_equation_mu_2(
      x, n, sum_x, .skellam_outward(u, lower, upper)
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
    if (isTRUE(.skellam_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .skellam_stretch(u, lower, upper))
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
  .skellam_outward(u, lower, upper)
}

# The log-likelihood, every constant included.
.skellam_log_likelihood <- function(x, mu_1, mu_2) {
  t_36 <- mu_1 * mu_2
  t_37 <- 2 * t_36 / (sqrt(x^2 + 4 * t_36) + abs(x))
  part_2 <- .skellam_bessel_i_rest(0, x, 2 * sqrt(mu_1) * sqrt(mu_2)) -
    .skellam_deviance(pmax(-x, 0) + t_37, mu_2)
  log_densities <- sum(part_2 - .skellam_deviance(pmax(0, x) + t_37, mu_1))
  log_densities
}

# The log-likelihood that follows from mu_2.
.skellam_rate_mu_2 <- function(x, sum_x, n, mu_2) {
  mu_1 <- mu_2 + sum_x / n
  .skellam_log_likelihood(x, mu_1, mu_2)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.skellam_root_mu_2 <- function(x, n, sum_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .skellam_inward(start, lower, upper)
  }
  limit_1 <- .skellam_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_3 <- .skellam_equation_mu_2(
      x, n, sum_x, .skellam_outward(new, lower, upper)
    )
    f <- found_3[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .skellam_zero_mu_2(x, n, sum_x, last, f_last, new, f, lower, upper)
      height <- .skellam_rate_mu_2(x, sum_x, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .skellam_rate_mu_2(
        x, sum_x, n, .skellam_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .skellam_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .skellam_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .skellam_rate_mu_2(x, sum_x, n, .skellam_outward(u, lower, upper))
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_4 <- .skellam_equation_mu_2(
      x, n, sum_x, .skellam_outward(last, lower, upper)
    )
    f_last <- found_4[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_5 <- .skellam_equation_mu_2(
        x, n, sum_x, .skellam_outward(new, lower, upper)
      )
      f <- found_5[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .skellam_zero_mu_2(x, n, sum_x, last, f_last, new, f, lower, upper)
        height <- .skellam_rate_mu_2(x, sum_x, n, t)
        v <- .skellam_inward(t, lower, upper)
        below <- .skellam_rate_mu_2(
          x, sum_x, n, .skellam_outward(v - 1, lower, upper)
        )
        above <- .skellam_rate_mu_2(
          x, sum_x, n, .skellam_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of mu_1, mu_2.
.skellam_value_joint <- function(x, mu_1, mu_2) {
  t_42 <- mu_1 * mu_2
  t_43 <- 2 * t_42 / (sqrt(x^2 + 4 * t_42) + abs(x))
  sum_h_17 <- sum(
    .skellam_deviance(pmax(-x, 0) + t_43, mu_2) +
      .skellam_deviance(pmax(0, x) + t_43, mu_1)
  )
  sum_h_18 <- sum(.skellam_bessel_i_rest(0, x, 2 * sqrt(mu_1) * sqrt(mu_2)))
  sum_h_18 - sum_h_17
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.skellam_derivatives_joint <- function(x, mu_1, mu_2) {
  t_48 <- mu_1 * mu_2
  t_49 <- 4 * t_48
  t_50 <- 1 / (sqrt(x^2 + t_49) + abs(x))
  t_51 <- 2 * t_48 * t_50
  t_52 <- pmax(-x, 0)
  t_53 <- t_51 + t_52
  t_54 <- pmax(0, x)
  t_55 <- t_51 + t_54
  t_56 <- 2 * sqrt(mu_1) * sqrt(mu_2)
  t_57 <- t_53 + mu_1
  t_58 <- 1 / t_57
  t_59 <- x + mu_2 - mu_1
  t_60 <- t_55 + mu_2
  t_61 <- 1 / t_60
  t_62 <- 1 / (t_49 * t_50 + t_52 + t_54)
  t_63 <- t_61^2 * t_59
  sum_h_22 <- sum(.skellam_deviance(t_53, mu_2) + .skellam_deviance(t_55, mu_1))
  sum_h_23 <- sum(.skellam_bessel_i_rest(0, x, t_56))
  sum_h_24 <- sum(t_58 * t_59)
  sum_h_25 <- sum(.skellam_bessel_i_rest(1, x, t_56))
  sum_h_26 <- sum(t_59 * t_61)
  sum_h_27 <- sum(t_58)
  sum_h_28 <- sum(t_58^2 * (mu_2 * t_62 + 1) * t_59)
  sum_h_29 <- sum(.skellam_bessel_i_rest(2, x, t_56))
  sum_h_30 <- sum(t_62 * t_63)
  sum_h_31 <- sum(t_61)
  sum_h_32 <- sum((mu_1 * t_62 + 1) * t_63)
  t_64 <- 1 / mu_1
  t_65 <- 0.5 * sum_h_25
  t_66 <- 1 / mu_2
  t_67 <- 1 / mu_1^2
  t_68 <- 1 / mu_2^2
  c(
    sum_h_23 - sum_h_22,
    t_64 * t_65 + sum_h_24,
    t_65 * t_66 - sum_h_26,
    0.25 * t_67 * sum_h_29 - t_65 * t_67 - sum_h_27 - sum_h_28,
    0.25 * t_64 * t_66 * sum_h_29 + mu_2 * sum_h_30 + sum_h_31,
    0.25 * t_68 * sum_h_29 + sum_h_32 - t_65 * t_68 - sum_h_31
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.skellam_surface_joint <- function(x, n, u_1, u_2) {
  mu_1 <- .skellam_outward(u_1, 0, Inf)
  stretch_1 <- .skellam_stretch(u_1, 0, Inf)
  mu_2 <- .skellam_outward(u_2, 0, Inf)
  stretch_2 <- .skellam_stretch(u_2, 0, Inf)
  found_6 <- .skellam_derivatives_joint(x, mu_1, mu_2)
  height <- found_6[1]
  g_1 <- found_6[2]
  g_2 <- found_6[3]
  h_1_1 <- found_6[4]
  h_2_1 <- found_6[5]
  h_2_2 <- found_6[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - g_1 * .skellam_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - g_2 * .skellam_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.skellam_climb_joint <- function(x, n, start_1, start_2) {
  u_1 <- .skellam_inward(start_1, 0, Inf)
  u_2 <- .skellam_inward(start_2, 0, Inf)
  found_7 <- .skellam_surface_joint(x, n, u_1, u_2)
  f <- found_7[1]
  g_1 <- found_7[2]
  g_2 <- found_7[3]
  h_1_1 <- found_7[4]
  h_2_1 <- found_7[5]
  h_2_2 <- found_7[6]
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
    found_8 <- .skellam_surface_joint(x, n, u_1 + step_1, u_2 + step_2)
    f_new <- found_8[1]
    g_1_new <- found_8[2]
    g_2_new <- found_8[3]
    h_1_1_new <- found_8[4]
    h_2_1_new <- found_8[5]
    h_2_2_new <- found_8[6]
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
  c(-f, .skellam_outward(u_1, 0, Inf), .skellam_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.skellam_maximise_joint <- function(x, n) {
  middle_x <- .skellam_level(x, 0.5)
  high_x <- .skellam_level(x, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .skellam_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .skellam_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      seed <- .skellam_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .skellam_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .skellam_value_joint(x, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_9 <- .skellam_climb_joint(x, n, reached_1, reached_2)
    height <- found_9[1]
    reached_1 <- found_9[2]
    reached_2 <- found_9[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.skellam_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  mu_2 <- .skellam_root_mu_2(x, n, sum_x, 0, Inf, NaN)
  mu_1 <- mu_2 + sum_x / n
  if (!isTRUE(is.finite(mu_1) && is.finite(mu_2) && mu_1 > 0 && mu_2 > 0)) {
    found_10 <- .skellam_maximise_joint(x, n)
    mu_1 <- found_10[1]
    mu_2 <- found_10[2]
  }
  c(mu_1, mu_2)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.skellam_nll <- function(x, mu_1, mu_2) {
  if (!isTRUE(mu_1 > 0 && is.finite(mu_1) && mu_2 > 0 && is.finite(mu_2))) {
    return(Inf)
  }
  -.skellam_log_likelihood(x, mu_1, mu_2)
}

# The gradient of the log-likelihood.
.skellam_score <- function(x, mu_1, mu_2) {
  t_44 <- mu_1 * mu_2
  t_45 <- 2 * t_44 / (sqrt(x^2 + 4 * t_44) + abs(x))
  t_46 <- x + mu_2 - mu_1
  sum_h_19 <- sum(t_46 / (pmax(-x, 0) + t_45 + mu_1))
  sum_h_20 <- sum(.skellam_bessel_i_rest(1, x, 2 * sqrt(mu_1) * sqrt(mu_2)))
  sum_h_21 <- sum(t_46 / (pmax(0, x) + t_45 + mu_2))
  t_47 <- 0.5 * sum_h_20
  c(t_47 / mu_1 + sum_h_19, t_47 / mu_2 - sum_h_21)
}

# The gradient of nll; nan outside the domain or the support.
.skellam_gradient <- function(x, mu_1, mu_2) {
  if (!isTRUE(mu_1 > 0 && is.finite(mu_1) && mu_2 > 0 && is.finite(mu_2))) {
    return(c(NaN, NaN))
  }
  found_11 <- .skellam_score(x, mu_1, mu_2)
  g_1 <- found_11[1]
  g_2 <- found_11[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.skellam_curvature <- function(x, mu_1, mu_2) {
  t_48 <- mu_1 * mu_2
  t_49 <- 4 * t_48
  t_50 <- 1 / (sqrt(x^2 + t_49) + abs(x))
  t_51 <- 2 * t_48 * t_50
  t_52 <- pmax(-x, 0)
  t_53 <- t_51 + t_52
  t_54 <- pmax(0, x)
  t_55 <- t_51 + t_54
  t_56 <- 2 * sqrt(mu_1) * sqrt(mu_2)
  t_57 <- t_53 + mu_1
  t_58 <- 1 / t_57
  t_59 <- x + mu_2 - mu_1
  t_60 <- t_55 + mu_2
  t_61 <- 1 / t_60
  t_62 <- 1 / (t_49 * t_50 + t_52 + t_54)
  t_63 <- t_61^2 * t_59
  sum_h_25 <- sum(.skellam_bessel_i_rest(1, x, t_56))
  sum_h_27 <- sum(t_58)
  sum_h_28 <- sum(t_58^2 * (mu_2 * t_62 + 1) * t_59)
  sum_h_29 <- sum(.skellam_bessel_i_rest(2, x, t_56))
  sum_h_30 <- sum(t_62 * t_63)
  sum_h_31 <- sum(t_61)
  sum_h_32 <- sum((mu_1 * t_62 + 1) * t_63)
  t_64 <- 1 / mu_1
  t_65 <- 0.5 * sum_h_25
  t_66 <- 1 / mu_2
  t_67 <- 1 / mu_1^2
  t_68 <- 1 / mu_2^2
  c(
    0.25 * t_67 * sum_h_29 - t_65 * t_67 - sum_h_27 - sum_h_28,
    0.25 * t_64 * t_66 * sum_h_29 + mu_2 * sum_h_30 + sum_h_31,
    0.25 * t_68 * sum_h_29 + sum_h_32 - t_65 * t_68 - sum_h_31
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.skellam_hessian <- function(x, mu_1, mu_2) {
  if (!isTRUE(mu_1 > 0 && is.finite(mu_1) && mu_2 > 0 && is.finite(mu_2))) {
    return(c(NaN, NaN, NaN))
  }
  found_12 <- .skellam_curvature(x, mu_1, mu_2)
  h_1 <- found_12[1]
  h_2 <- found_12[2]
  h_3 <- found_12[3]
  c(-h_1, -h_2, -h_3)
}
