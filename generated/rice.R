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
#   A maximum exists only if sum x_i^2 > nnu^2.
#
# Source:
#
#   Rice (1945), Mathematical analysis of random noise, Bell Syst. Tech. J.
#       24, 46-156
#   Talukdar, Lawing (1991), Estimation of the parameters of the Rice
#       distribution, J. Acoust. Soc. Am. 89, 1193-1197
#
# Written by thetahat 0.1.0.

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_rice <- function(x) {
  x <- .rice_column(x, "x")
  .rice_require_rows("x", x > 0, "must be > 0")
  labels <- c("nu", "sigma2")
  exists <- TRUE
  units_x <- .rice_units_x(x)
  estimate <- .rice_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1]
  estimate[2] <- units_x[2]^2 * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_rice(x, estimate)
    information <- hessian_rice(x, estimate)
    regular <- c(1, 2)
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

# -l at parameters in the order nu, sigma2;
# Inf outside the domain or the support.
nll_rice <- function(x, parameters) {
  x <- .rice_column(x, "x")
  .rice_require_rows("x", x > 0, "must be > 0")
  .rice_nll(x, parameters[[1]], parameters[[2]])
}

# The gradient of nll.
gradient_rice <- function(x, parameters) {
  x <- .rice_column(x, "x")
  .rice_require_rows("x", x > 0, "must be > 0")
  .rice_gradient(x, parameters[[1]], parameters[[2]])
}

# The Hessian of nll.
hessian_rice <- function(x, parameters) {
  x <- .rice_column(x, "x")
  .rice_require_rows("x", x > 0, "must be > 0")
  triangle <- .rice_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_rice <- function(x, parameters) {
  x <- .rice_column(x, "x")
  .rice_require_rows("x", x > 0, "must be > 0")
  nu <- parameters[[1]]
  sigma2 <- parameters[[2]]
  t_20 <- 1 / sigma2
  t_21 <- nu * t_20
  t_22 <- 1 / sigma2^2
  t_23 <- .rice_bessel_i_ratio(0, t_21 * x) * x
  score_1 <- rep_len(t_20 * t_23 - t_21, length(x))
  part_1 <- 0.5 * t_22 * (x^2 + nu^2)
  score_2 <- rep_len(part_1 - t_20 - nu * t_23 * t_22, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("nu", "sigma2")
  out
}

.rice_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) median(values) else values[k]
}

.rice_column <- function(values, name) {
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

.rice_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(bad, " observations are outside the support: '", name, "' ", rule)
  }
}

# The remainder of a/b that has the sign of b.
.rice_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.rice_unbounded <- function(lower, upper) {
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.rice_outward <- function(u, lower, upper) {
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
.rice_inward <- function(t, lower, upper) {
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
.rice_stretch <- function(u, lower, upper) {
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

# The second derivative of the parameter in its free coordinate.
.rice_bend <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .rice_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(.rice_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.rice_farthest <- function(lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    return(36)
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
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
    while (isTRUE(isTRUE(term > 1e-17 * total))) {
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
  part_31 <- p * (-369603 + p * (765765 - 425425 * p))
  u_3 <- t * t * t * (30375 + part_31) / 414720
  part_32 <- 349922430 + p * (-446185740 + 185910725 * p)
  inner <- -94121676 + p * part_32
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
  while (isTRUE(isTRUE(k < 12))) {
    part_33 <- 4 * m * m - (2 * k - 1) * (2 * k - 1)
    term <- -term * part_33 / (8 * k * z)
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
    part_34 <- .rice_log_bessel_i(m + 1, z)
    ratio <- exp(part_34 - .rice_log_bessel_i(m, z))
  } else if (isTRUE(z > 0)) {
    k <- m + 1 + floor(z) + 60
    while (isTRUE(isTRUE(k > m + 0.5))) {
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
    found_2 <- .rice_equation_nu(x, n, sum_x_2, .rice_outward(u, lower, upper))
    f <- found_2[1]
    slope <- found_2[2]
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
  sum_h_7 <- sum(x^2 + nu^2)
  sum_h_8 <- sum(.rice_log_bessel_i(0, nu / sigma2 * x))
  sum_h_8 + sum_log_x - n * log(sigma2) - 0.5 * sum_h_7 / sigma2
}

# The log-likelihood that follows from nu.
.rice_rate_nu <- function(x, n, sum_x_2, sum_log_x, nu) {
  sigma2 <- 0.5 * sum_x_2 / n - 0.5 * nu^2
  .rice_log_likelihood(x, sum_log_x, n, nu, sigma2)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates.
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
    found_3 <- .rice_equation_nu(x, n, sum_x_2,
                                 .rice_outward(new, lower, upper))
    f <- found_3[1]
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
      part_4 <- .rice_outward(new, lower, upper)
      height <- .rice_rate_nu(x, n, sum_x_2, sum_log_x, part_4)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .rice_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  chosen
}

# The log-likelihood as a function of nu, sigma2.
.rice_value_joint <- function(x, sum_log_x, n, nu, sigma2) {
  sum_h_7 <- sum(x^2 + nu^2)
  sum_h_8 <- sum(.rice_log_bessel_i(0, nu / sigma2 * x))
  sum_h_8 + sum_log_x - n * log(sigma2) - 0.5 * sum_h_7 / sigma2
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.rice_derivatives_joint <- function(x, n, sum_log_x, nu, sigma2) {
  t_27 <- nu^2
  t_28 <- x^2
  t_29 <- nu / sigma2 * x
  t_30 <- .rice_bessel_i_ratio(0, t_29)
  t_31 <- sigma2 / nu / x
  t_32 <- sigma2^2 / (t_27 * t_28)
  sum_h_11 <- sum(t_27 + t_28)
  sum_h_12 <- sum(.rice_log_bessel_i(0, t_29))
  sum_h_13 <- sum(t_30 * x)
  part_5 <- 2.03125 * (sigma2 * sigma2 * sigma2 * sigma2)
  part_6 <- part_5 / (nu * nu * nu * nu) / (x * x * x * x)
  part_7 <- 0.78125 * (sigma2 * sigma2 * sigma2)
  part_8 <- part_7 / (nu * nu * nu) / (x * x * x) + part_6
  part_9 <- part_8 + 0.25 * t_31 + 0.375 * t_32 + 0.5
  part_10 <- 1 - t_30^2 - t_30 * t_31
  sum_h_14 <- sum(t_28 * ifelse(t_29 > 300, t_32 * part_9, part_10))
  t_33 <- 1 / sigma2
  t_34 <- t_33 * n
  t_35 <- 1 / sigma2^2
  t_36 <- t_35 * sum_h_13
  t_37 <- 1 / (sigma2 * sigma2 * sigma2)
  t_38 <- nu * t_37
  part_11 <- nu^2 * sum_h_14 / (sigma2 * sigma2 * sigma2 * sigma2)
  c(sum_log_x + sum_h_12 - n * log(sigma2) - 0.5 * t_33 * sum_h_11,
    t_33 * sum_h_13 - nu * t_34, 0.5 * t_35 * sum_h_11 - t_34 - nu * t_36,
    t_35 * sum_h_14 - t_34, nu * t_35 * n - t_36 - t_38 * sum_h_14,
    t_35 * n + 2 * t_38 * sum_h_13 + part_11 - t_37 * sum_h_11)
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.rice_surface_joint <- function(x, n, sum_log_x, u_1, u_2) {
  nu <- .rice_outward(u_1, 0, Inf)
  stretch_1 <- .rice_stretch(u_1, 0, Inf)
  sigma2 <- .rice_outward(u_2, 0, Inf)
  stretch_2 <- .rice_stretch(u_2, 0, Inf)
  found_12 <- .rice_derivatives_joint(x, n, sum_log_x, nu, sigma2)
  height <- found_12[1]
  g_1 <- found_12[2]
  g_2 <- found_12[3]
  h_1_1 <- found_12[4]
  h_2_1 <- found_12[5]
  h_2_2 <- found_12[6]
  part_13 <- -h_1_1 * stretch_1 * stretch_1 / n
  part_14 <- -h_2_2 * stretch_2 * stretch_2 / n
  c(-height / n, -g_1 * stretch_1 / n, -g_2 * stretch_2 / n,
    part_13 - g_1 * .rice_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    part_14 - g_2 * .rice_bend(u_2, 0, Inf) / n)
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.rice_climb_joint <- function(x, n, sum_log_x, start_1, start_2) {
  u_1 <- .rice_inward(start_1, 0, Inf)
  u_2 <- .rice_inward(start_2, 0, Inf)
  found_15 <- .rice_surface_joint(x, n, sum_log_x, u_1, u_2)
  f <- found_15[1]
  g_1 <- found_15[2]
  g_2 <- found_15[3]
  h_1_1 <- found_15[4]
  h_2_1 <- found_15[5]
  h_2_2 <- found_15[6]
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
    part_16 <- h_2_2 + damp * pmax(abs(h_2_2), 1e-06)
    d_2 <- part_16 - l_2_1 * l_2_1 * d_1
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
    found_17 <- .rice_surface_joint(x, n, sum_log_x, u_1 + step_1, u_2 + step_2)
    f_new <- found_17[1]
    g_1_new <- found_17[2]
    g_2_new <- found_17[3]
    h_1_1_new <- found_17[4]
    h_2_1_new <- found_17[5]
    h_2_2_new <- found_17[6]
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
      draw_2 <- .rice_choose(at, 1, 0.25, 0.0625, 0.48999999999999994, 2.25, 4, 16)
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
    found_18 <- .rice_climb_joint(x, n, sum_log_x, reached_1, reached_2)
    height <- found_18[1]
    reached_1 <- found_18[2]
    reached_2 <- found_18[3]
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
  part_19 <- sqrt(sum_x_2) / sqrt(n)
  nu <- .rice_root_nu(x, n, sum_x_2, sum_log_x, 0, part_19, NaN)
  sigma2 <- 0.5 * sum_x_2 / n - 0.5 * nu^2
  if (!isTRUE(is.finite(nu) && is.finite(sigma2) && nu >= 0 && sigma2 > 0)) {
    found_20 <- .rice_maximise_joint(x, n, sum_log_x)
    nu <- found_20[1]
    sigma2 <- found_20[2]
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
  sum_h_9 <- sum(.rice_bessel_i_ratio(0, nu / sigma2 * x) * x)
  sum_h_10 <- sum(x^2 + nu^2)
  t_24 <- 1 / sigma2
  t_25 <- t_24 * n
  t_26 <- 1 / sigma2^2
  c(t_24 * sum_h_9 - nu * t_25,
    0.5 * t_26 * sum_h_10 - t_25 - nu * t_26 * sum_h_9)
}

# The gradient of nll; nan outside the domain or the support.
.rice_gradient <- function(x, nu, sigma2) {
  if (!isTRUE(nu >= 0 && is.finite(nu) && sigma2 > 0 && is.finite(sigma2))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_21 <- .rice_score(x, n, nu, sigma2)
  g_1 <- found_21[1]
  g_2 <- found_21[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.rice_curvature <- function(x, n, nu, sigma2) {
  t_27 <- nu^2
  t_28 <- x^2
  t_29 <- nu / sigma2 * x
  t_30 <- .rice_bessel_i_ratio(0, t_29)
  t_31 <- sigma2 / nu / x
  t_32 <- sigma2^2 / (t_27 * t_28)
  sum_h_11 <- sum(t_27 + t_28)
  sum_h_13 <- sum(t_30 * x)
  part_22 <- 2.03125 * (sigma2 * sigma2 * sigma2 * sigma2)
  part_23 <- 0.78125 * (sigma2 * sigma2 * sigma2)
  part_24 <- part_23 / (nu * nu * nu) / (x * x * x)
  part_25 <- part_22 / (nu * nu * nu * nu)
  part_26 <- part_24 + part_25 / (x * x * x * x)
  part_27 <- part_26 + 0.25 * t_31 + 0.375 * t_32 + 0.5
  part_28 <- 1 - t_30^2 - t_30 * t_31
  sum_h_14 <- sum(t_28 * ifelse(t_29 > 300, t_32 * part_27, part_28))
  t_33 <- 1 / sigma2
  t_34 <- t_33 * n
  t_35 <- 1 / sigma2^2
  t_36 <- t_35 * sum_h_13
  t_37 <- 1 / (sigma2 * sigma2 * sigma2)
  t_38 <- nu * t_37
  part_29 <- nu^2 * sum_h_14 / (sigma2 * sigma2 * sigma2 * sigma2)
  c(t_35 * sum_h_14 - t_34, nu * t_35 * n - t_36 - t_38 * sum_h_14,
    t_35 * n + 2 * t_38 * sum_h_13 + part_29 - t_37 * sum_h_11)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.rice_hessian <- function(x, nu, sigma2) {
  if (!isTRUE(nu >= 0 && is.finite(nu) && sigma2 > 0 && is.finite(sigma2))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_30 <- .rice_curvature(x, n, nu, sigma2)
  h_1 <- found_30[1]
  h_2 <- found_30[2]
  h_3 <- found_30[3]
  c(-h_1, -h_2, -h_3)
}
