# Maximum-likelihood estimation: Split normal distribution.
#
#   f(x; mu, left, right) =
#       sqrt(2/pi)/(left+right)*Piecewise((exp(-(x-mu)**2/(2*left**2)), x <=
#       mu), (exp(-(x-mu)**2/(2*right**2)), True))
#   support: real
#   mu: real
#   left: positive
#   right: positive
#
# Log-likelihood:
#
#   (-log(left + right) + log(2/pi)/2)*n - sum(Piecewise((0, x <= mu), ((x -
#       mu)**2, True)))/(2*right**2) - sum(Piecewise(((x - mu)**2, x <= mu),
#       (0, True)))/(2*left**2)
#
# Estimator (reduced):
#
#   mu = the solution of -mu*sum(Piecewise((0, x <= mu), (1,
#       True)))*sum(Piecewise(((x - mu)**2, x <= mu), (0, True)))**(2/3) -
#       mu*sum(Piecewise((0, x <= mu), ((x - mu)**2,
#       True)))**(2/3)*sum(Piecewise((1, x <= mu), (0, True))) +
#       sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise(((x - mu)**2, x
#       <= mu), (0, True)))**(2/3) + sum(Piecewise((0, x <= mu), ((x - mu)**2,
#       True)))**(2/3)*sum(Piecewise((x, x <= mu), (0, True))) = 0
#   right = sqrt(sum(Piecewise((0, x <= mu), ((x - mu)**2, True)))**(1/3) +
#       sum(Piecewise(((x - mu)**2, x <= mu), (0,
#       True)))**(1/3))*sum(Piecewise((0, x <= mu), ((x - mu)**2,
#       True)))**(1/3)/sqrt(n)
#   left = right*sum(Piecewise(((x - mu)**2, x <= mu), (0,
#       True)))**(1/3)/sum(Piecewise((0, x <= mu), ((x - mu)**2,
#       True)))**(1/3)
#
# Conditions:
#
#   A maximum exists only if (sum _(x_i > mu)(x_i - mu)^2)^(4/3) + (sum _(x_i
#       > mu)(x_i - mu)^2) (sum _(x_i <= mu)(x_i - mu)^2)^(1/3) > 0.
#   A maximum exists only if sum _(x_i <= mu)(x_i - mu)^2 > 0.
#
# Source:
#
#   John (1982), The three-parameter two-piece normal family of distributions
#       and its fitting, Comm. Statist. Theory Methods 11, 879-885
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
mle_split_normal <- function(x) {
  x <- .split_normal_column(x, "x")
  labels <- c("mu", "left", "right")
  units_x <- .split_normal_units_x(x)
  estimate <- .split_normal_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[2] <- units_x[2] * estimate[2]
  estimate[3] <- units_x[2] * estimate[3]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_split_normal(x, estimate)
    information <- hessian_split_normal(x, estimate)
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
#' @param parameters numeric vector: mu, left, right, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_split_normal <- function(x, parameters) {
  x <- .split_normal_column(x, "x")
  .split_normal_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, left, right, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_split_normal <- function(x, parameters) {
  x <- .split_normal_column(x, "x")
  .split_normal_gradient(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, left, right, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_split_normal <- function(x, parameters) {
  x <- .split_normal_column(x, "x")
  triangle <- .split_normal_hessian(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
  out <- matrix(0, 3, 3)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, left, right, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_split_normal <- function(x, parameters) {
  x <- .split_normal_column(x, "x")
  mu <- parameters[[1]]
  left <- parameters[[2]]
  right <- parameters[[3]]
  t_25 <- -1 / (left + right)
  t_26 <- mu - x
  t_27 <- x <= mu
  t_28 <- (x - mu)^2
  score_1 <- rep_len(ifelse(t_27, -t_26 / left^2, -t_26 / right^2), length(x))
  score_2 <- rep_len(
    t_25 + ifelse(t_27, t_28 / (left * left * left), 0), length(x)
  )
  score_3 <- rep_len(
    t_25 + ifelse(t_27, 0, t_28 / (right * right * right)), length(x)
  )
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("mu", "left", "right")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.split_normal_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.split_normal_column <- function(values, name) {
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

# The remainder of a/b that has the sign of b.
.split_normal_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.split_normal_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.split_normal_outward <- function(u, lower, upper) {
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
.split_normal_inward <- function(t, lower, upper) {
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
.split_normal_stretch <- function(u, lower, upper) {
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
.split_normal_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .split_normal_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.split_normal_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.split_normal_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.split_normal_choose <- function(at, a, b, c_1, d, e, f, g) {
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
.split_normal_equation_mu <- function(x, mu) {
  t <- x <= mu
  t_1 <- (x - mu)^2
  sum_h <- sum(ifelse(t, 0, t_1))
  sum_h_1 <- sum(ifelse(t, x, 0))
  sum_h_2 <- sum(ifelse(t, t_1, 0))
  sum_h_3 <- sum(ifelse(t, 0, x))
  sum_h_4 <- sum(ifelse(t, 1, 0))
  sum_h_5 <- sum(ifelse(t, 0, 1))
  t_2 <- sum_h^(2 / 3)
  t_3 <- sum_h_2^(2 / 3)
  t_4 <- t_2 * sum_h_4
  t_5 <- t_3 * sum_h_5
  t_6 <- 1 / sum_h^(1 / 3)
  t_7 <- 1 / sum_h_2^(1 / 3)
  t_8 <- 2 * mu / 3
  part_1 <- (4 * mu * sum_h_5 / 3 - 4 * sum_h_3 / 3) * t_6 * sum_h_1 +
    (4 * mu * sum_h_4 / 3 - 4 * sum_h_1 / 3) * t_7 * sum_h_3 - t_4 - t_5
  c(
    t_2 * sum_h_1 + t_3 * sum_h_3 - mu * t_4 - mu * t_5,
    part_1 - (2 * mu * sum_h_5 - 2 * sum_h_3) * t_6 * t_8 * sum_h_4 -
      (2 * mu * sum_h_4 - 2 * sum_h_1) * t_7 * t_8 * sum_h_5
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.split_normal_zero_mu <- function(x, near, f_near, far, f_far, lower, upper) {
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
    found_2 <- .split_normal_equation_mu(
      x, .split_normal_outward(u, lower, upper)
    )
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
    if (isTRUE(.split_normal_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .split_normal_stretch(u, lower, upper))
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
  .split_normal_outward(u, lower, upper)
}

# The log-likelihood, every constant included.
.split_normal_log_likelihood <- function(x, n, mu, left, right) {
  t_29 <- 0.5 * (x - mu)^2
  sum_h_17 <- sum(ifelse(x <= mu, -t_29 / left^2, -t_29 / right^2))
  0.5 * n * log(2 / pi) + sum_h_17 - n * log(left + right)
}

# The log-likelihood that follows from mu.
.split_normal_rate_mu <- function(x, n, mu) {
  t_9 <- x <= mu
  t_10 <- (x - mu)^2
  sum_h_6 <- sum(ifelse(t_9, 0, t_10))
  sum_h_7 <- sum(ifelse(t_9, t_10, 0))
  right <- sqrt(sum_h_6^(1 / 3) + sum_h_7^(1 / 3)) * sum_h_6^(1 / 3) / sqrt(n)
  left <- right * sum_h_7^(1 / 3) / sum_h_6^(1 / 3)
  .split_normal_log_likelihood(x, n, mu, left, right)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.split_normal_root_mu <- function(x, n, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .split_normal_inward(start, lower, upper)
  }
  limit_1 <- .split_normal_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_3 <- .split_normal_equation_mu(
      x, .split_normal_outward(new, lower, upper)
    )
    f <- found_3[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .split_normal_zero_mu(x, last, f_last, new, f, lower, upper)
      height <- .split_normal_rate_mu(x, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .split_normal_rate_mu(
        x, n, .split_normal_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .split_normal_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .split_normal_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .split_normal_rate_mu(x, n, .split_normal_outward(u, lower, upper))
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_4 <- .split_normal_equation_mu(
      x, .split_normal_outward(last, lower, upper)
    )
    f_last <- found_4[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_5 <- .split_normal_equation_mu(
        x, .split_normal_outward(new, lower, upper)
      )
      f <- found_5[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .split_normal_zero_mu(x, last, f_last, new, f, lower, upper)
        height <- .split_normal_rate_mu(x, n, t)
        v <- .split_normal_inward(t, lower, upper)
        below <- .split_normal_rate_mu(
          x, n, .split_normal_outward(v - 1, lower, upper)
        )
        above <- .split_normal_rate_mu(
          x, n, .split_normal_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of mu, left, right.
.split_normal_value_joint <- function(x, n, mu, left, right) {
  t_29 <- 0.5 * (x - mu)^2
  sum_h_17 <- sum(ifelse(x <= mu, -t_29 / left^2, -t_29 / right^2))
  0.5 * n * log(2 / pi) + sum_h_17 - n * log(left + right)
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.split_normal_derivatives_joint <- function(x, n, mu, left, right) {
  t_34 <- 1 / left^2
  t_35 <- (x - mu)^2
  t_36 <- 0.5 * t_35
  t_37 <- x <= mu
  t_38 <- 1 / right^2
  t_39 <- 2 * mu - 2 * x
  t_40 <- 0.5 * t_39
  t_41 <- 1 / (left * left * left)
  t_42 <- 1 / (right * right * right)
  t_43 <- 3 * t_35
  sum_h_21 <- sum(ifelse(t_37, -t_34 * t_36, -t_36 * t_38))
  sum_h_22 <- sum(ifelse(t_37, -t_34 * t_40, -t_38 * t_40))
  sum_h_23 <- sum(ifelse(t_37, t_35 * t_41, 0))
  sum_h_24 <- sum(ifelse(t_37, 0, t_35 * t_42))
  sum_h_25 <- sum(ifelse(t_37, -t_34, -t_38))
  sum_h_26 <- sum(ifelse(t_37, t_39 * t_41, 0))
  sum_h_27 <- sum(ifelse(t_37, -t_34^2 * t_43, 0))
  sum_h_28 <- sum(ifelse(t_37, 0, t_39 * t_42))
  sum_h_29 <- sum(ifelse(t_37, 0, -t_38^2 * t_43))
  t_44 <- left + right
  t_45 <- n / t_44
  t_46 <- n / t_44^2
  c(
    0.5 * n * log(2 / pi) + sum_h_21 - n * log(t_44),
    sum_h_22,
    sum_h_23 - t_45,
    sum_h_24 - t_45,
    sum_h_25,
    sum_h_26,
    t_46 + sum_h_27,
    sum_h_28,
    t_46,
    t_46 + sum_h_29
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.split_normal_surface_joint <- function(x, n, u_1, u_2, u_3) {
  mu <- .split_normal_outward(u_1, -Inf, Inf)
  stretch_1 <- .split_normal_stretch(u_1, -Inf, Inf)
  left <- .split_normal_outward(u_2, 0, Inf)
  stretch_2 <- .split_normal_stretch(u_2, 0, Inf)
  right <- .split_normal_outward(u_3, 0, Inf)
  stretch_3 <- .split_normal_stretch(u_3, 0, Inf)
  found_6 <- .split_normal_derivatives_joint(x, n, mu, left, right)
  height <- found_6[1]
  g_1 <- found_6[2]
  g_2 <- found_6[3]
  g_3 <- found_6[4]
  h_1_1 <- found_6[5]
  h_2_1 <- found_6[6]
  h_2_2 <- found_6[7]
  h_3_1 <- found_6[8]
  h_3_2 <- found_6[9]
  h_3_3 <- found_6[10]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -g_3 * stretch_3 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .split_normal_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .split_normal_bend(u_2, 0, Inf) / n,
    -h_3_1 * stretch_3 * stretch_1 / n,
    -h_3_2 * stretch_3 * stretch_2 / n,
    -h_3_3 * stretch_3 * stretch_3 / n -
      g_3 * .split_normal_bend(u_3, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.split_normal_climb_joint <- function(x, n, start_1, start_2, start_3) {
  u_1 <- .split_normal_inward(start_1, -Inf, Inf)
  u_2 <- .split_normal_inward(start_2, 0, Inf)
  u_3 <- .split_normal_inward(start_3, 0, Inf)
  found_7 <- .split_normal_surface_joint(x, n, u_1, u_2, u_3)
  f <- found_7[1]
  g_1 <- found_7[2]
  g_2 <- found_7[3]
  g_3 <- found_7[4]
  h_1_1 <- found_7[5]
  h_2_1 <- found_7[6]
  h_2_2 <- found_7[7]
  h_3_1 <- found_7[8]
  h_3_2 <- found_7[9]
  h_3_3 <- found_7[10]
  if (!is.finite(f)) {
    return(c(-Inf, start_1, start_2, start_3))
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
    l_3_1 <- h_3_1 / d_1
    l_3_2 <- (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2
    d_3 <- h_3_3 + damp * pmax(abs(h_3_3), 1e-06) - l_3_1 * l_3_1 * d_1 -
      l_3_2 * l_3_2 * d_2
    if (!isTRUE(d_3 > 1e-14 * abs(h_3_3))) {
      definite <- 0
      d_3 <- 1
    }
    if (isTRUE(definite == 0)) {
      damp <- pmax(4 * damp, 0.001)
      next
    }
    v_1 <- -g_1
    v_2 <- -g_2 - l_2_1 * v_1
    v_3 <- -g_3 - l_3_1 * v_1 - l_3_2 * v_2
    decrement <- v_1 * v_1 / d_1 + v_2 * v_2 / d_2 + v_3 * v_3 / d_3
    step_3 <- v_3 / d_3
    step_2 <- v_2 / d_2 - l_3_2 * step_3
    step_1 <- v_1 / d_1 - l_2_1 * step_2 - l_3_1 * step_3
    length <- pmax(pmax(abs(step_1), abs(step_2)), abs(step_3))
    if (isTRUE(length > 4)) {
      step_1 <- step_1 * 4 / length
      step_2 <- step_2 * 4 / length
      step_3 <- step_3 * 4 / length
    }
    found_8 <- .split_normal_surface_joint(
      x, n, u_1 + step_1, u_2 + step_2, u_3 + step_3
    )
    f_new <- found_8[1]
    g_1_new <- found_8[2]
    g_2_new <- found_8[3]
    g_3_new <- found_8[4]
    h_1_1_new <- found_8[5]
    h_2_1_new <- found_8[6]
    h_2_2_new <- found_8[7]
    h_3_1_new <- found_8[8]
    h_3_2_new <- found_8[9]
    h_3_3_new <- found_8[10]
    if (isTRUE(is.finite(f_new) && is.finite(g_1_new) && is.finite(g_2_new) &&
      is.finite(g_3_new) && is.finite(h_1_1_new) && is.finite(h_2_1_new) &&
      is.finite(h_2_2_new) && is.finite(h_3_1_new) && is.finite(h_3_2_new) &&
      is.finite(h_3_3_new) && f_new <= f + 1e-13 * (1 + abs(f)))) {
      u_1 <- u_1 + step_1
      u_2 <- u_2 + step_2
      u_3 <- u_3 + step_3
      f <- f_new
      g_1 <- g_1_new
      g_2 <- g_2_new
      g_3 <- g_3_new
      h_1_1 <- h_1_1_new
      h_2_1 <- h_2_1_new
      h_2_2 <- h_2_2_new
      h_3_1 <- h_3_1_new
      h_3_2 <- h_3_2_new
      h_3_3 <- h_3_3_new
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
  if (isTRUE(abs(d_1) <= 0)) {
    return(c(-Inf, start_1, start_2, start_3))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 1e-09)) {
    return(c(-Inf, start_1, start_2, start_3))
  }
  l_3_1 <- h_3_1 / d_1
  l_3_2 <- (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2
  d_3 <- h_3_3 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2
  if (isTRUE(abs(d_3) <= 1e-09)) {
    return(c(-Inf, start_1, start_2, start_3))
  }
  c(
    -f,
    .split_normal_outward(u_1, -Inf, Inf),
    .split_normal_outward(u_2, 0, Inf),
    .split_normal_outward(u_3, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.split_normal_maximise_joint <- function(x, n) {
  lowest_x <- .split_normal_level(x, 0.05)
  low_x <- .split_normal_level(x, 0.25)
  middle_x <- .split_normal_level(x, 0.5)
  high_x <- .split_normal_level(x, 0.75)
  highest_x <- .split_normal_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  chosen_3 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- middle_x
    reached_2 <- 1
    reached_3 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .split_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .split_normal_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .split_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .split_normal_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      seed <- .split_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_3 <- .split_normal_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2) &&
        draw_3 > 0 && is.finite(draw_3))) {
        height <- .split_normal_value_joint(x, n, draw_1, draw_2, draw_3)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
        reached_3 <- draw_3
      }
    }
    found_9 <- .split_normal_climb_joint(x, n, reached_1, reached_2, reached_3)
    height <- found_9[1]
    reached_1 <- found_9[2]
    reached_2 <- found_9[3]
    reached_3 <- found_9[4]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
      chosen_3 <- reached_3
    }
  }
  c(chosen_1, chosen_2, chosen_3)
}

# The estimate, in the order of the parameters.
.split_normal_solve <- function(x) {
  n <- length(x)
  mu <- .split_normal_root_mu(x, n, -Inf, Inf, NaN)
  t_9 <- x <= mu
  t_10 <- (x - mu)^2
  sum_h_6 <- sum(ifelse(t_9, 0, t_10))
  sum_h_7 <- sum(ifelse(t_9, t_10, 0))
  right <- sqrt(sum_h_6^(1 / 3) + sum_h_7^(1 / 3)) * sum_h_6^(1 / 3) / sqrt(n)
  left <- right * sum_h_7^(1 / 3) / sum_h_6^(1 / 3)
  if (!isTRUE(is.finite(mu) && is.finite(left) && is.finite(right) &&
    left > 0 && right > 0)) {
    found_10 <- .split_normal_maximise_joint(x, n)
    mu <- found_10[1]
    left <- found_10[2]
    right <- found_10[3]
  }
  c(mu, left, right)
}

# A centre and a spread with which the data are standardised.
.split_normal_units_x <- function(x) {
  n <- length(x)
  quarter <- .split_normal_level(x, 0.25)
  half <- .split_normal_level(x, 0.5)
  rest <- .split_normal_level(x, 0.75)
  total <- sum(x)
  largest <- max(abs(x))
  mean <- total / n
  squares <- sum((x - mean)^2)
  spread <- 0.74 * (rest - quarter)
  if (!isTRUE(spread > 0)) {
    spread <- sqrt(squares / n)
  }
  if (!isTRUE(spread > 0)) {
    spread <- largest
  }
  if (!isTRUE(spread > 0)) {
    spread <- 1
  }
  c(half, spread)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.split_normal_nll <- function(x, mu, left, right) {
  if (!isTRUE(is.finite(mu) && left > 0 && is.finite(left) && right > 0 &&
    is.finite(right))) {
    return(Inf)
  }
  n <- length(x)
  -.split_normal_log_likelihood(x, n, mu, left, right)
}

# The gradient of the log-likelihood.
.split_normal_score <- function(x, n, mu, left, right) {
  t_30 <- mu - x
  t_31 <- x <= mu
  t_32 <- (x - mu)^2
  sum_h_18 <- sum(ifelse(t_31, -t_30 / left^2, -t_30 / right^2))
  sum_h_19 <- sum(ifelse(t_31, t_32 / (left * left * left), 0))
  sum_h_20 <- sum(ifelse(t_31, 0, t_32 / (right * right * right)))
  t_33 <- n / (left + right)
  c(sum_h_18, sum_h_19 - t_33, sum_h_20 - t_33)
}

# The gradient of nll; nan outside the domain or the support.
.split_normal_gradient <- function(x, mu, left, right) {
  if (!isTRUE(is.finite(mu) && left > 0 && is.finite(left) && right > 0 &&
    is.finite(right))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_11 <- .split_normal_score(x, n, mu, left, right)
  g_1 <- found_11[1]
  g_2 <- found_11[2]
  g_3 <- found_11[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.split_normal_curvature <- function(x, n, mu, left, right) {
  t_34 <- 1 / left^2
  t_35 <- (x - mu)^2
  t_37 <- x <= mu
  t_38 <- 1 / right^2
  t_39 <- 2 * mu - 2 * x
  t_41 <- 1 / (left * left * left)
  t_42 <- 1 / (right * right * right)
  t_43 <- 3 * t_35
  sum_h_25 <- sum(ifelse(t_37, -t_34, -t_38))
  sum_h_26 <- sum(ifelse(t_37, t_39 * t_41, 0))
  sum_h_27 <- sum(ifelse(t_37, -t_34^2 * t_43, 0))
  sum_h_28 <- sum(ifelse(t_37, 0, t_39 * t_42))
  sum_h_29 <- sum(ifelse(t_37, 0, -t_38^2 * t_43))
  t_44 <- left + right
  t_46 <- n / t_44^2
  c(sum_h_25, sum_h_26, t_46 + sum_h_27, sum_h_28, t_46, t_46 + sum_h_29)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.split_normal_hessian <- function(x, mu, left, right) {
  if (!isTRUE(is.finite(mu) && left > 0 && is.finite(left) && right > 0 &&
    is.finite(right))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_12 <- .split_normal_curvature(x, n, mu, left, right)
  h_1 <- found_12[1]
  h_2 <- found_12[2]
  h_3 <- found_12[3]
  h_4 <- found_12[4]
  h_5 <- found_12[5]
  h_6 <- found_12[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
