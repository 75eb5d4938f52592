# Maximum-likelihood estimation: Folded normal distribution.
#
#   f(x; mu, sigma2) = 1/sqrt(2*pi*sigma2)*(exp(-(x-mu)**2/(2*sigma2))+exp(-
#       (x+mu)**2/(2*sigma2)))
#   support: x >= 0
#   mu: nonnegative
#   sigma2: positive
#
# Log-likelihood:
#
#   (-mu**2/(2*sigma2) - log(2*pi*sigma2)/2)*n + sum(log(exp(x*mu/sigma2) +
#       exp(-x*mu/sigma2))) - sum(x**2)/(2*sigma2)
#
# Estimator (reduced):
#
#   mu = the solution of -mu*n + sum(x) - 2*sum(x/(exp(2*x*mu/(-mu**2 +
#       sum(x**2)/n)) + 1)) = 0
#   sigma2 = -mu**2 + sum(x**2)/n
#
# Conditions:
#
#   A maximum exists only if sum x_i^2 > n mu^2.
#
# Source:
#
#   Leone, Nelson, Nottingham (1961), The folded normal distribution,
#       Technometrics 3, 543-550
#   Tsagris, Beneki, Hassani (2014), On the folded normal distribution,
#       Mathematics 2, 12-28
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
mle_folded_normal <- function(x) {
  x <- .folded_normal_column(x, "x")
  .folded_normal_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("mu", "sigma2")
  units_x <- .folded_normal_units_x(x)
  estimate <- .folded_normal_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1]
  estimate[2] <- units_x[2]^2 * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_folded_normal(x, estimate)
    information <- hessian_folded_normal(x, estimate)
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
#' @param parameters numeric vector: mu, sigma2, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_folded_normal <- function(x, parameters) {
  x <- .folded_normal_column(x, "x")
  .folded_normal_require_rows("x", x >= 0, "must be >= 0")
  .folded_normal_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma2, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_folded_normal <- function(x, parameters) {
  x <- .folded_normal_column(x, "x")
  .folded_normal_require_rows("x", x >= 0, "must be >= 0")
  .folded_normal_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma2, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_folded_normal <- function(x, parameters) {
  x <- .folded_normal_column(x, "x")
  .folded_normal_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .folded_normal_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma2, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_folded_normal <- function(x, parameters) {
  x <- .folded_normal_column(x, "x")
  .folded_normal_require_rows("x", x >= 0, "must be >= 0")
  mu <- parameters[[1]]
  sigma2 <- parameters[[2]]
  t_33 <- 1 / sigma2
  t_34 <- 0.5 * t_33
  t_35 <- 0.5 / sigma2^2
  t_36 <- 2 * x
  t_37 <- (x - mu)^2
  t_38 <- (x + mu)^2
  t_39 <- t_37 * t_34 - 0.5 * t_33 * t_38
  t_40 <- stats::plogis(-t_39)
  t_41 <- stats::plogis(t_39)
  score_1 <- rep_len(
    -(2 * mu - t_36) * t_34 * t_40 - (t_36 + 2 * mu) * t_34 * t_41, length(x)
  )
  score_2 <- rep_len(t_37 * t_40 * t_35 + t_38 * t_41 * t_35 - t_34, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "sigma2")
  out
}

# log(exp a + exp b).
.folded_normal_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.folded_normal_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.folded_normal_column <- function(values, name) {
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
.folded_normal_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.folded_normal_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.folded_normal_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.folded_normal_outward <- function(u, lower, upper) {
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
.folded_normal_inward <- function(t, lower, upper) {
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
.folded_normal_stretch <- function(u, lower, upper) {
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
.folded_normal_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .folded_normal_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.folded_normal_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.folded_normal_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.folded_normal_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives mu, and its slope.
.folded_normal_equation_mu <- function(x, n, sum_x_2, sum_x, mu) {
  t <- mu^2
  t_1 <- sum_x_2 / n - t
  t_2 <- x / t_1
  t_3 <- 2 * mu * t_2
  t_4 <- stats::plogis(-t_3) * x
  sum_h <- sum(t_4)
  sum_h_1 <- sum(t_4 * stats::plogis(t_3) * (2 * t / t_1^2 * x + t_2))
  c(sum_x - mu * n - 2 * sum_h, 4 * sum_h_1 - n)
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.folded_normal_zero_mu <- function(x, n, sum_x_2, sum_x, near, f_near, far,
                                   f_far, lower, upper) {
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
    found_1 <- .folded_normal_equation_mu(
      x, n, sum_x_2, sum_x, .folded_normal_outward(u, lower, upper)
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
    if (isTRUE(.folded_normal_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .folded_normal_stretch(u, lower, upper))
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
  .folded_normal_outward(u, lower, upper)
}

# The log-likelihood, every constant included.
.folded_normal_log_likelihood <- function(x, n, mu, sigma2) {
  t_42 <- 0.5 / sigma2
  sum_h_15 <- sum(
    .folded_normal_logaddexp(-t_42 * (x - mu)^2, -t_42 * (x + mu)^2)
  )
  sum_h_15 - 0.5 * n * log(2 * pi * sigma2)
}

# The log-likelihood that follows from mu.
.folded_normal_rate_mu <- function(x, sum_x_2, n, mu) {
  sigma2 <- sum_x_2 / n - mu^2
  .folded_normal_log_likelihood(x, n, mu, sigma2)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.folded_normal_root_mu <- function(x, n, sum_x_2, sum_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .folded_normal_inward(start, lower, upper)
  }
  limit_1 <- .folded_normal_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_2 <- .folded_normal_equation_mu(
      x, n, sum_x_2, sum_x, .folded_normal_outward(new, lower, upper)
    )
    f <- found_2[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .folded_normal_zero_mu(
        x, n, sum_x_2, sum_x, last, f_last, new, f, lower, upper
      )
      height <- .folded_normal_rate_mu(x, sum_x_2, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .folded_normal_rate_mu(
        x, sum_x_2, n, .folded_normal_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .folded_normal_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .folded_normal_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .folded_normal_rate_mu(
    x, sum_x_2, n, .folded_normal_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_3 <- .folded_normal_equation_mu(
      x, n, sum_x_2, sum_x, .folded_normal_outward(last, lower, upper)
    )
    f_last <- found_3[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_4 <- .folded_normal_equation_mu(
        x, n, sum_x_2, sum_x, .folded_normal_outward(new, lower, upper)
      )
      f <- found_4[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .folded_normal_zero_mu(
          x, n, sum_x_2, sum_x, last, f_last, new, f, lower, upper
        )
        height <- .folded_normal_rate_mu(x, sum_x_2, n, t)
        v <- .folded_normal_inward(t, lower, upper)
        below <- .folded_normal_rate_mu(
          x, sum_x_2, n, .folded_normal_outward(v - 1, lower, upper)
        )
        above <- .folded_normal_rate_mu(
          x, sum_x_2, n, .folded_normal_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of mu, sigma2.
.folded_normal_value_joint <- function(x, n, mu, sigma2) {
  t_42 <- 0.5 / sigma2
  sum_h_15 <- sum(
    .folded_normal_logaddexp(-t_42 * (x - mu)^2, -t_42 * (x + mu)^2)
  )
  sum_h_15 - 0.5 * n * log(2 * pi * sigma2)
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.folded_normal_derivatives_joint <- function(x, n, mu, sigma2) {
  t_53 <- x - mu
  t_54 <- t_53^2
  t_55 <- 1 / sigma2
  t_56 <- 0.5 * t_55
  t_57 <- t_54 * t_56
  t_58 <- x + mu
  t_59 <- t_58^2
  t_60 <- -t_56 * t_59
  t_61 <- t_57 + t_60
  t_62 <- stats::plogis(-t_61)
  t_63 <- t_53 * t_62
  t_64 <- stats::plogis(t_61)
  t_65 <- t_64 * t_58
  t_66 <- t_64 * t_59
  t_67 <- t_54 * t_62
  t_68 <- 2 * x
  t_69 <- (2 * mu - t_68) * t_55 - (t_68 + 2 * mu) * t_55
  t_70 <- -t_64 * t_69
  t_71 <- t_69 * t_62
  t_72 <- t_55^2
  t_73 <- t_54 * t_72 - t_72 * t_59
  sum_h_20 <- sum(.folded_normal_logaddexp(-t_57, t_60))
  sum_h_21 <- sum(t_63)
  sum_h_22 <- sum(t_65)
  sum_h_23 <- sum(t_66)
  sum_h_24 <- sum(t_67)
  sum_h_25 <- sum(t_62)
  sum_h_26 <- sum(t_64)
  sum_h_27 <- sum(t_63 * t_70)
  sum_h_28 <- sum(t_65 * t_71)
  sum_h_29 <- sum(t_66 * t_71)
  sum_h_30 <- sum(t_67 * t_70)
  sum_h_31 <- sum(-t_66 * t_73 * t_62)
  sum_h_32 <- sum(t_64 * t_67 * t_73)
  t_74 <- 0.5 * n
  t_75 <- 1 / sigma2
  t_76 <- 1 / sigma2^2
  t_77 <- 0.5 * t_76
  t_78 <- 0.25 * t_76
  t_79 <- 1 / (sigma2 * sigma2 * sigma2)
  c(
    sum_h_20 - t_74 * log(2 * pi * sigma2),
    t_75 * sum_h_21 - t_75 * sum_h_22,
    t_77 * sum_h_23 + t_77 * sum_h_24 - t_74 * t_75,
    0.5 * t_75 * sum_h_27 - t_75 * sum_h_25 - t_75 * sum_h_26 -
      0.5 * t_75 * sum_h_28,
    t_76 * sum_h_22 + t_78 * sum_h_29 + t_78 * sum_h_30 - t_76 * sum_h_21,
    t_74 * t_76 + t_78 * sum_h_31 + t_78 * sum_h_32 - t_79 * sum_h_23 -
      t_79 * sum_h_24
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.folded_normal_surface_joint <- function(x, n, u_1, u_2) {
  mu <- .folded_normal_outward(u_1, 0, Inf)
  stretch_1 <- .folded_normal_stretch(u_1, 0, Inf)
  sigma2 <- .folded_normal_outward(u_2, 0, Inf)
  stretch_2 <- .folded_normal_stretch(u_2, 0, Inf)
  found_5 <- .folded_normal_derivatives_joint(x, n, mu, sigma2)
  height <- found_5[1]
  g_1 <- found_5[2]
  g_2 <- found_5[3]
  h_1_1 <- found_5[4]
  h_2_1 <- found_5[5]
  h_2_2 <- found_5[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .folded_normal_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .folded_normal_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.folded_normal_climb_joint <- function(x, n, start_1, start_2) {
  u_1 <- .folded_normal_inward(start_1, 0, Inf)
  u_2 <- .folded_normal_inward(start_2, 0, Inf)
  found_6 <- .folded_normal_surface_joint(x, n, u_1, u_2)
  f <- found_6[1]
  g_1 <- found_6[2]
  g_2 <- found_6[3]
  h_1_1 <- found_6[4]
  h_2_1 <- found_6[5]
  h_2_2 <- found_6[6]
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
    found_7 <- .folded_normal_surface_joint(x, n, u_1 + step_1, u_2 + step_2)
    f_new <- found_7[1]
    g_1_new <- found_7[2]
    g_2_new <- found_7[3]
    h_1_1_new <- found_7[4]
    h_2_1_new <- found_7[5]
    h_2_2_new <- found_7[6]
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
  c(
    -f, .folded_normal_outward(u_1, 0, Inf), .folded_normal_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.folded_normal_maximise_joint <- function(x, n) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .folded_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .folded_normal_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      seed <- .folded_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .folded_normal_choose(
        at, 1, 0.25, 0.0625, 0.48999999999999994, 2.25, 4, 16
      )
      height <- -Inf
      if (isTRUE(draw_1 >= 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .folded_normal_value_joint(x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_8 <- .folded_normal_climb_joint(x, n, reached_1, reached_2)
    height <- found_8[1]
    reached_1 <- found_8[2]
    reached_2 <- found_8[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.folded_normal_solve <- function(x) {
  n <- length(x)
  sum_x_2 <- sum(x^2)
  sum_x <- sum(x)
  mu <- .folded_normal_root_mu(
    x, n, sum_x_2, sum_x, 0, sqrt(sum_x_2) / sqrt(n), NaN
  )
  sigma2 <- sum_x_2 / n - mu^2
  if (!isTRUE(is.finite(mu) && is.finite(sigma2) && mu >= 0 && sigma2 > 0)) {
    found_9 <- .folded_normal_maximise_joint(x, n)
    mu <- found_9[1]
    sigma2 <- found_9[2]
  }
  c(mu, sigma2)
}

# A centre and a spread with which the data are standardised.
.folded_normal_units_x <- function(x) {
  n <- length(x)
  half <- .folded_normal_level(abs(x), 0.5)
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
.folded_normal_nll <- function(x, mu, sigma2) {
  if (!isTRUE(mu >= 0 && is.finite(mu) && sigma2 > 0 && is.finite(sigma2))) {
    return(Inf)
  }
  n <- length(x)
  -.folded_normal_log_likelihood(x, n, mu, sigma2)
}

# The gradient of the log-likelihood.
.folded_normal_score <- function(x, n, mu, sigma2) {
  t_43 <- x - mu
  t_44 <- t_43^2
  t_45 <- 1 / sigma2
  t_46 <- x + mu
  t_47 <- t_46^2
  t_48 <- 0.5 * t_44 * t_45 - 0.5 * t_45 * t_47
  t_49 <- stats::plogis(-t_48)
  t_50 <- stats::plogis(t_48)
  sum_h_16 <- sum(t_43 * t_49)
  sum_h_17 <- sum(t_46 * t_50)
  sum_h_18 <- sum(t_47 * t_50)
  sum_h_19 <- sum(t_44 * t_49)
  t_51 <- 1 / sigma2
  t_52 <- 0.5 / sigma2^2
  c(
    t_51 * sum_h_16 - t_51 * sum_h_17,
    t_52 * sum_h_18 + t_52 * sum_h_19 - 0.5 * t_51 * n
  )
}

# The gradient of nll; nan outside the domain or the support.
.folded_normal_gradient <- function(x, mu, sigma2) {
  if (!isTRUE(mu >= 0 && is.finite(mu) && sigma2 > 0 && is.finite(sigma2))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_10 <- .folded_normal_score(x, n, mu, sigma2)
  g_1 <- found_10[1]
  g_2 <- found_10[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.folded_normal_curvature <- function(x, n, mu, sigma2) {
  t_53 <- x - mu
  t_54 <- t_53^2
  t_55 <- 1 / sigma2
  t_56 <- 0.5 * t_55
  t_57 <- t_54 * t_56
  t_58 <- x + mu
  t_59 <- t_58^2
  t_60 <- -t_56 * t_59
  t_61 <- t_57 + t_60
  t_62 <- stats::plogis(-t_61)
  t_63 <- t_53 * t_62
  t_64 <- stats::plogis(t_61)
  t_65 <- t_64 * t_58
  t_66 <- t_64 * t_59
  t_67 <- t_54 * t_62
  t_68 <- 2 * x
  t_69 <- (2 * mu - t_68) * t_55 - (t_68 + 2 * mu) * t_55
  t_70 <- -t_64 * t_69
  t_71 <- t_69 * t_62
  t_72 <- t_55^2
  t_73 <- t_54 * t_72 - t_72 * t_59
  sum_h_21 <- sum(t_63)
  sum_h_22 <- sum(t_65)
  sum_h_23 <- sum(t_66)
  sum_h_24 <- sum(t_67)
  sum_h_25 <- sum(t_62)
  sum_h_26 <- sum(t_64)
  sum_h_27 <- sum(t_63 * t_70)
  sum_h_28 <- sum(t_65 * t_71)
  sum_h_29 <- sum(t_66 * t_71)
  sum_h_30 <- sum(t_67 * t_70)
  sum_h_31 <- sum(-t_66 * t_73 * t_62)
  sum_h_32 <- sum(t_64 * t_67 * t_73)
  t_74 <- 0.5 * n
  t_75 <- 1 / sigma2
  t_76 <- 1 / sigma2^2
  t_78 <- 0.25 * t_76
  t_79 <- 1 / (sigma2 * sigma2 * sigma2)
  c(
    0.5 * t_75 * sum_h_27 - t_75 * sum_h_25 - t_75 * sum_h_26 -
      0.5 * t_75 * sum_h_28,
    t_76 * sum_h_22 + t_78 * sum_h_29 + t_78 * sum_h_30 - t_76 * sum_h_21,
    t_74 * t_76 + t_78 * sum_h_31 + t_78 * sum_h_32 - t_79 * sum_h_23 -
      t_79 * sum_h_24
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.folded_normal_hessian <- function(x, mu, sigma2) {
  if (!isTRUE(mu >= 0 && is.finite(mu) && sigma2 > 0 && is.finite(sigma2))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_11 <- .folded_normal_curvature(x, n, mu, sigma2)
  h_1 <- found_11[1]
  h_2 <- found_11[2]
  h_3 <- found_11[3]
  c(-h_1, -h_2, -h_3)
}
