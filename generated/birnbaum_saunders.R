# Maximum-likelihood estimation: Birnbaum-Saunders distribution.
#
#   f(x; shape, scale) = (sqrt(x/scale)+sqrt(scale/x))/(2*shape*x*sqrt(2*pi))*
#       exp(-(x/scale+scale/x-2)/(2*shape**2))
#   support: x > 0
#   shape: positive
#   scale: positive
#
# Log-likelihood:
#
#   (-log(shape) - 3*log(2)/2 - log(pi)/2)*n - sum(log(x)) +
#       sum(log(sqrt(x)/sqrt(scale) + sqrt(scale)/sqrt(x))) + (-scale*sum(1/x)
#       + 2*n - sum(x)/scale)/(2*shape**2)
#
# Estimator (reduced):
#
#   shape = the solution of -sum(sqrt(x)/(sqrt(x)*((shape**2 + 2)*n +
#       sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
#       4*sum(1/x)*sum(x)))/sum(1/x) + ((shape**2 + 2)*n + sqrt(shape**4*n**2
#       + 4*shape**2*n**2 + 4*n**2 -
#       4*sum(1/x)*sum(x)))**2/(2*sqrt(x)*sum(1/x)**2))) + sum(1/(x +
#       ((shape**2 + 2)*n + sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
#       4*sum(1/x)*sum(x)))/(2*sum(1/x))))/2 - sum(1/x)/(2*shape**2) +
#       sum(1/x)**2*sum(x)/(shape**2*(shape**4*n**2 +
#       shape**2*sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
#       4*sum(1/x)*sum(x))*n + 4*shape**2*n**2 + 2*sqrt(shape**4*n**2 +
#       4*shape**2*n**2 + 4*n**2 - 4*sum(1/x)*sum(x))*n + 4*n**2 -
#       2*sum(1/x)*sum(x))) = 0
#   scale = ((shape**2 + 2)*n + sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2
#       - 4*sum(1/x)*sum(x)))/(2*sum(1/x))
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#   A maximum exists only if 2n + nshape^2 + sqrt(4n^2 + 4n^2shape^2 +
#       n^2shape^4 - 4(sum 1/x_i)(sum x_i)) > 0.
#
# Source:
#
#   Birnbaum, Saunders (1969), A new family of life distributions, J. Appl.
#       Probab. 6, 319-327
#   Ng, Kundu, Balakrishnan (2003), Modified moment estimation for the two-
#       parameter Birnbaum-Saunders distribution, Comput. Statist. Data Anal.
#       43, 283-298
#   Birnbaum, Saunders (1969), Estimation for a family of life distributions
#       with applications to fatigue, J. Appl. Probab. 6, 328-347
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
mle_birnbaum_saunders <- function(x) {
  x <- .birnbaum_saunders_column(x, "x")
  .birnbaum_saunders_require_rows("x", x > 0, "must be > 0")
  labels <- c("shape", "scale")
  limit <- .birnbaum_saunders_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    units_x <- .birnbaum_saunders_units_x(x)
    estimate <- .birnbaum_saunders_solve((x - units_x[1]) / units_x[2])
    estimate[2] <- units_x[2] * estimate[2]
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_birnbaum_saunders(x, estimate)
    information <- hessian_birnbaum_saunders(x, estimate)
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
#' @param parameters numeric vector: shape, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_birnbaum_saunders <- function(x, parameters) {
  x <- .birnbaum_saunders_column(x, "x")
  .birnbaum_saunders_require_rows("x", x > 0, "must be > 0")
  .birnbaum_saunders_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_birnbaum_saunders <- function(x, parameters) {
  x <- .birnbaum_saunders_column(x, "x")
  .birnbaum_saunders_require_rows("x", x > 0, "must be > 0")
  .birnbaum_saunders_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_birnbaum_saunders <- function(x, parameters) {
  x <- .birnbaum_saunders_column(x, "x")
  .birnbaum_saunders_require_rows("x", x > 0, "must be > 0")
  triangle <- .birnbaum_saunders_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_birnbaum_saunders <- function(x, parameters) {
  x <- .birnbaum_saunders_column(x, "x")
  .birnbaum_saunders_require_rows("x", x > 0, "must be > 0")
  shape <- parameters[[1]]
  scale <- parameters[[2]]
  t_45 <- sqrt(scale)
  t_46 <- 1 / t_45
  t_47 <- 1 / x
  t_48 <- sqrt(x)
  t_49 <- 1 / t_48
  score_1 <- rep_len(
    -(2 - x / scale - scale * t_47) / (shape * shape * shape) - 1 / shape,
    length(x)
  )
  score_2 <- rep_len(
    0.5 / shape^2 * (x / scale^2 - t_47) +
      (0.5 * t_49 * t_46 - 0.5 * t_48 / scale^1.5) /
        (t_45 * t_49 + t_48 * t_46),
    length(x)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("shape", "scale")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.birnbaum_saunders_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.birnbaum_saunders_column <- function(values, name) {
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
.birnbaum_saunders_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.birnbaum_saunders_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.birnbaum_saunders_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.birnbaum_saunders_outward <- function(u, lower, upper) {
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
.birnbaum_saunders_inward <- function(t, lower, upper) {
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
.birnbaum_saunders_stretch <- function(u, lower, upper) {
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
.birnbaum_saunders_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .birnbaum_saunders_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.birnbaum_saunders_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.birnbaum_saunders_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.birnbaum_saunders_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives shape, and its slope.
.birnbaum_saunders_equation_shape <- function(
    x, sum_h, n, sum_h_1, sum_x, shape
) {
  t_1 <- 1 / sum_h
  t_2 <- n^2
  t_3 <- shape^2
  t_4 <- 4 * t_2
  t_5 <- 4 * n
  t_6 <- sqrt(t_3^2 * t_2 + t_3 * t_4 + t_5 * sum_h_1)
  t_7 <- (t_3 + 2) * n + t_6
  t_8 <- t_1 * t_7
  t_9 <- 2 * x + t_8
  t_10 <- sqrt(x)
  t_11 <- t_1^2 / t_10
  t_12 <- 2 * t_10
  t_13 <- t_7^2 * t_11 + t_12 * t_8
  t_14 <- (2 * shape * t_2 * t_3 + shape * t_4) / t_6
  sum_h_2 <- sum(1 / t_9)
  sum_h_3 <- sum(t_10 / t_13)
  sum_h_4 <- sum(1 / t_9^2)
  sum_h_5 <- sum(
    (
      (2 * shape * n + t_14) * t_1 * t_12 +
        (2 * t_14 + shape * t_5) * t_11 * t_7
    ) * t_10 / t_13^2
  )
  t_15 <- shape^2
  t_16 <- 1 / t_15
  t_17 <- n^2
  t_18 <- 4 * t_17
  t_19 <- t_15 * t_18 + shape * shape * shape * shape * t_17
  t_20 <- sqrt(4 * sum_h_1 * n + t_19)
  t_21 <- t_20 * n
  t_22 <- 2 * t_21
  t_23 <- t_15 * t_21 + t_18 + t_19 + t_22 - 2 * sum_h * sum_x
  t_24 <- 1 / t_23
  t_25 <- sum_h^2 * sum_x
  t_26 <- shape * shape * shape
  t_27 <- 1 / t_26
  t_28 <- (2 * t_26 * t_17 + shape * t_18) / t_20
  t_29 <- t_28 * n
  part_1 <- (
    (-t_15 * t_29 - t_26 * t_18 - 2 * t_29 - 8 * shape * t_17 - shape * t_22) *
      t_16 / t_23^2 - 2 * t_27 * t_24
  ) * t_25 + t_27 * sum_h
  c(
    t_16 * t_25 * t_24 + sum_h_2 - 0.5 * t_16 * sum_h - 2 * sum_h_3,
    part_1 + 2 * sum_h_5 +
      4 * (-0.5 * shape * n - 0.25 * t_28) * sum_h_4 / sum_h
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.birnbaum_saunders_zero_shape <- function(
    x, sum_h, n, sum_h_1, sum_x, near, f_near, far, f_far, lower, upper
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
    found_2 <- .birnbaum_saunders_equation_shape(
      x, sum_h, n, sum_h_1, sum_x, .birnbaum_saunders_outward(u, lower, upper)
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
    if (isTRUE(.birnbaum_saunders_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .birnbaum_saunders_stretch(u, lower, upper))
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
  .birnbaum_saunders_outward(u, lower, upper)
}

# The log-likelihood, every constant included.
.birnbaum_saunders_log_likelihood <- function(x, sum_log_x, n, shape, scale) {
  t_50 <- sqrt(scale)
  t_51 <- sqrt(x)
  sum_h_13 <- sum(x / scale + scale / x - 2)
  sum_h_14 <- sum(log(t_50 / t_51 + t_51 / t_50))
  sum_h_14 - n * log(shape) - 1.5 * n * log(2) - 0.5 * n * log(pi) - sum_log_x -
    0.5 * sum_h_13 / shape^2
}

# The log-likelihood that follows from shape.
.birnbaum_saunders_rate_shape <- function(
    x, sum_h, n, sum_h_1, sum_log_x, shape
) {
  scale <- 0.5 *
    (
      (shape^2 + 2) * n +
        sqrt(
          shape * shape * shape * shape * n^2 + 4 * shape^2 * n^2 +
            4 * sum_h_1 * n
        )
    ) / sum_h
  .birnbaum_saunders_log_likelihood(x, sum_log_x, n, shape, scale)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.birnbaum_saunders_root_shape <- function(
    x, sum_h, n, sum_h_1, sum_x, sum_log_x, lower, upper, start
) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .birnbaum_saunders_inward(start, lower, upper)
  }
  limit_1 <- .birnbaum_saunders_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_3 <- .birnbaum_saunders_equation_shape(
      x, sum_h, n, sum_h_1, sum_x, .birnbaum_saunders_outward(new, lower, upper)
    )
    f <- found_3[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .birnbaum_saunders_zero_shape(
        x, sum_h, n, sum_h_1, sum_x, last, f_last, new, f, lower, upper
      )
      height <- .birnbaum_saunders_rate_shape(
        x, sum_h, n, sum_h_1, sum_log_x, t
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .birnbaum_saunders_rate_shape(
        x,
        sum_h,
        n,
        sum_h_1,
        sum_log_x,
        .birnbaum_saunders_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .birnbaum_saunders_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .birnbaum_saunders_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .birnbaum_saunders_rate_shape(
    x, sum_h, n, sum_h_1, sum_log_x, .birnbaum_saunders_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_4 <- .birnbaum_saunders_equation_shape(
      x,
      sum_h,
      n,
      sum_h_1,
      sum_x,
      .birnbaum_saunders_outward(last, lower, upper)
    )
    f_last <- found_4[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_5 <- .birnbaum_saunders_equation_shape(
        x,
        sum_h,
        n,
        sum_h_1,
        sum_x,
        .birnbaum_saunders_outward(new, lower, upper)
      )
      f <- found_5[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .birnbaum_saunders_zero_shape(
          x, sum_h, n, sum_h_1, sum_x, last, f_last, new, f, lower, upper
        )
        height <- .birnbaum_saunders_rate_shape(
          x, sum_h, n, sum_h_1, sum_log_x, t
        )
        v <- .birnbaum_saunders_inward(t, lower, upper)
        below <- .birnbaum_saunders_rate_shape(
          x,
          sum_h,
          n,
          sum_h_1,
          sum_log_x,
          .birnbaum_saunders_outward(v - 1, lower, upper)
        )
        above <- .birnbaum_saunders_rate_shape(
          x,
          sum_h,
          n,
          sum_h_1,
          sum_log_x,
          .birnbaum_saunders_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of shape, scale.
.birnbaum_saunders_value_joint <- function(x, sum_log_x, n, shape, scale) {
  t_50 <- sqrt(scale)
  t_51 <- sqrt(x)
  sum_h_13 <- sum(x / scale + scale / x - 2)
  sum_h_14 <- sum(log(t_50 / t_51 + t_51 / t_50))
  sum_h_14 - n * log(shape) - 1.5 * n * log(2) - 0.5 * n * log(pi) - sum_log_x -
    0.5 * sum_h_13 / shape^2
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.birnbaum_saunders_derivatives_joint <- function(
    x, sum_x, sum_log_x, n, sum_h, shape, scale
) {
  t_57 <- 1 / x
  t_58 <- sqrt(scale)
  t_59 <- sqrt(x)
  t_60 <- 1 / t_59
  t_61 <- t_58 * t_60 + t_59 / t_58
  t_62 <- 1 / t_61
  t_63 <- t_62^2
  sum_h_18 <- sum(x / scale + scale * t_57 - 2)
  sum_h_19 <- sum(log(t_61))
  sum_h_20 <- sum(t_60 * t_62)
  sum_h_21 <- sum(t_59 * t_62)
  sum_h_22 <- sum(t_63)
  sum_h_23 <- sum(t_57 * t_63)
  sum_h_24 <- sum(t_63 * x)
  t_64 <- 1 / shape^2
  t_65 <- 0.5 * t_64
  t_66 <- 1 / (shape * shape * shape)
  t_67 <- 1 / scale^1.5
  t_68 <- 1 / scale^2
  t_69 <- t_68 * sum_x
  t_70 <- 1 / (scale * scale * scale)
  part_6 <- 0.5 * t_68 * sum_h_22 + 0.75 * sum_h_21 / scale^2.5 -
    t_64 * t_70 * sum_x - 0.25 * t_67 * sum_h_20 - 0.25 * t_70 * sum_h_24
  c(
    sum_h_19 - n * log(shape) - 1.5 * n * log(2) - 0.5 * n * log(pi) -
      t_65 * sum_h_18 - sum_log_x,
    t_66 * sum_h_18 - n / shape,
    t_65 * t_69 + 0.5 * sum_h_20 / sqrt(scale) - t_65 * sum_h -
      0.5 * t_67 * sum_h_21,
    t_64 * n - 3 * sum_h_18 / (shape * shape * shape * shape),
    t_66 * sum_h - t_66 * t_69,
    part_6 - 0.25 * sum_h_23 / scale
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.birnbaum_saunders_surface_joint <- function(
    x, sum_x, sum_log_x, n, sum_h, u_1, u_2
) {
  shape <- .birnbaum_saunders_outward(u_1, 0, Inf)
  stretch_1 <- .birnbaum_saunders_stretch(u_1, 0, Inf)
  scale <- .birnbaum_saunders_outward(u_2, 0, Inf)
  stretch_2 <- .birnbaum_saunders_stretch(u_2, 0, Inf)
  found_7 <- .birnbaum_saunders_derivatives_joint(
    x, sum_x, sum_log_x, n, sum_h, shape, scale
  )
  height <- found_7[1]
  g_1 <- found_7[2]
  g_2 <- found_7[3]
  h_1_1 <- found_7[4]
  h_2_1 <- found_7[5]
  h_2_2 <- found_7[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .birnbaum_saunders_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .birnbaum_saunders_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.birnbaum_saunders_climb_joint <- function(
    x, sum_x, sum_log_x, n, sum_h, start_1, start_2
) {
  u_1 <- .birnbaum_saunders_inward(start_1, 0, Inf)
  u_2 <- .birnbaum_saunders_inward(start_2, 0, Inf)
  found_8 <- .birnbaum_saunders_surface_joint(
    x, sum_x, sum_log_x, n, sum_h, u_1, u_2
  )
  f <- found_8[1]
  g_1 <- found_8[2]
  g_2 <- found_8[3]
  h_1_1 <- found_8[4]
  h_2_1 <- found_8[5]
  h_2_2 <- found_8[6]
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
    found_9 <- .birnbaum_saunders_surface_joint(
      x, sum_x, sum_log_x, n, sum_h, u_1 + step_1, u_2 + step_2
    )
    f_new <- found_9[1]
    g_1_new <- found_9[2]
    g_2_new <- found_9[3]
    h_1_1_new <- found_9[4]
    h_2_1_new <- found_9[5]
    h_2_2_new <- found_9[6]
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
    -f,
    .birnbaum_saunders_outward(u_1, 0, Inf),
    .birnbaum_saunders_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.birnbaum_saunders_maximise_joint <- function(x, sum_x, sum_log_x, n, sum_h) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .birnbaum_saunders_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .birnbaum_saunders_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      seed <- .birnbaum_saunders_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .birnbaum_saunders_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .birnbaum_saunders_value_joint(
          x, sum_log_x, n, draw_1, draw_2
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_10 <- .birnbaum_saunders_climb_joint(
      x, sum_x, sum_log_x, n, sum_h, reached_1, reached_2
    )
    height <- found_10[1]
    reached_1 <- found_10[2]
    reached_2 <- found_10[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.birnbaum_saunders_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_h <- sum(1 / x)
  sum_x <- sum(x)
  t <- 1 / n
  sum_h_1 <- sum((1 / x - t * sum_h) * (x - t * sum_x))
  shape <- .birnbaum_saunders_root_shape(
    x, sum_h, n, sum_h_1, sum_x, sum_log_x, 0, Inf, NaN
  )
  scale <- 0.5 *
    (
      (shape^2 + 2) * n +
        sqrt(
          shape * shape * shape * shape * n^2 + 4 * shape^2 * n^2 +
            4 * sum_h_1 * n
        )
    ) / sum_h
  if (!isTRUE(is.finite(shape) && is.finite(scale) && shape > 0 && scale > 0)) {
    found_11 <- .birnbaum_saunders_maximise_joint(x, sum_x, sum_log_x, n, sum_h)
    shape <- found_11[1]
    scale <- found_11[2]
  }
  c(shape, scale)
}

# 1 and the limits where no maximum exists, else 0.
.birnbaum_saunders_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, 0, NaN))
  }
  c(0, NaN, NaN)
}

# A centre and a spread with which the data are standardised.
.birnbaum_saunders_units_x <- function(x) {
  n <- length(x)
  half <- .birnbaum_saunders_level(abs(x), 0.5)
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
.birnbaum_saunders_nll <- function(x, shape, scale) {
  if (!isTRUE(shape > 0 && is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.birnbaum_saunders_log_likelihood(x, sum_log_x, n, shape, scale)
}

# The gradient of the log-likelihood.
.birnbaum_saunders_score <- function(x, n, sum_h, sum_x, shape, scale) {
  t_52 <- sqrt(scale)
  t_53 <- sqrt(x)
  t_54 <- 1 / t_53
  t_55 <- 1 / (t_52 * t_54 + t_53 / t_52)
  sum_h_15 <- sum(x / scale + scale / x - 2)
  sum_h_16 <- sum(t_54 * t_55)
  sum_h_17 <- sum(t_53 * t_55)
  t_56 <- 1 / shape^2
  c(
    sum_h_15 / (shape * shape * shape) - n / shape,
    0.5 * t_56 * sum_x / scale^2 + 0.5 * sum_h_16 / sqrt(scale) -
      0.5 * t_56 * sum_h - 0.5 * sum_h_17 / scale^1.5
  )
}

# The gradient of nll; nan outside the domain or the support.
.birnbaum_saunders_gradient <- function(x, shape, scale) {
  if (!isTRUE(shape > 0 && is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_h <- sum(1 / x)
  sum_x <- sum(x)
  found_12 <- .birnbaum_saunders_score(x, n, sum_h, sum_x, shape, scale)
  g_1 <- found_12[1]
  g_2 <- found_12[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.birnbaum_saunders_curvature <- function(x, sum_x, n, sum_h, shape, scale) {
  t_57 <- 1 / x
  t_58 <- sqrt(scale)
  t_59 <- sqrt(x)
  t_60 <- 1 / t_59
  t_61 <- t_58 * t_60 + t_59 / t_58
  t_62 <- 1 / t_61
  t_63 <- t_62^2
  sum_h_18 <- sum(x / scale + scale * t_57 - 2)
  sum_h_20 <- sum(t_60 * t_62)
  sum_h_21 <- sum(t_59 * t_62)
  sum_h_22 <- sum(t_63)
  sum_h_23 <- sum(t_57 * t_63)
  sum_h_24 <- sum(t_63 * x)
  t_64 <- 1 / shape^2
  t_66 <- 1 / (shape * shape * shape)
  t_67 <- 1 / scale^1.5
  t_68 <- 1 / scale^2
  t_69 <- t_68 * sum_x
  t_70 <- 1 / (scale * scale * scale)
  part_13 <- 0.5 * t_68 * sum_h_22 + 0.75 * sum_h_21 / scale^2.5 -
    t_64 * t_70 * sum_x - 0.25 * t_67 * sum_h_20 - 0.25 * t_70 * sum_h_24
  c(
    t_64 * n - 3 * sum_h_18 / (shape * shape * shape * shape),
    t_66 * sum_h - t_66 * t_69,
    part_13 - 0.25 * sum_h_23 / scale
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.birnbaum_saunders_hessian <- function(x, shape, scale) {
  if (!isTRUE(shape > 0 && is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_h <- sum(1 / x)
  sum_x <- sum(x)
  found_14 <- .birnbaum_saunders_curvature(x, sum_x, n, sum_h, shape, scale)
  h_1 <- found_14[1]
  h_2 <- found_14[2]
  h_3 <- found_14[3]
  c(-h_1, -h_2, -h_3)
}
