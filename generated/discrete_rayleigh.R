# Maximum-likelihood estimation: Discrete Rayleigh distribution.
#
#   f(x; q) = q**(x**2)-q**((x+1)**2)
#   support: x in 0, 1, 2, ...
#   q: 0 < q < 1
#
# Log-likelihood:
#
#   sum(log(q**(x**2) - q**((x + 1)**2)))
#
# Estimator (reduced):
#
#   q = the solution of sum((x**2*q**(x**2)/q - q**((x + 1)**2)*(x +
#       1)**2/q)/(q**(x**2) - q**((x + 1)**2))) = 0
#
# Source:
#
#   Roy (2004), Discrete Rayleigh distribution, IEEE Trans. Reliab. 53,
#       255-260
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
mle_discrete_rayleigh <- function(x) {
  x <- .discrete_rayleigh_column(x, "x")
  .discrete_rayleigh_require_rows("x", x == floor(x), "must be an integer")
  .discrete_rayleigh_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("q")
  estimate <- .discrete_rayleigh_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_discrete_rayleigh(x, estimate)
    information <- hessian_discrete_rayleigh(x, estimate)
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
#' @param parameters numeric vector: q, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_discrete_rayleigh <- function(x, parameters) {
  x <- .discrete_rayleigh_column(x, "x")
  .discrete_rayleigh_require_rows("x", x == floor(x), "must be an integer")
  .discrete_rayleigh_require_rows("x", x >= 0, "must be >= 0")
  .discrete_rayleigh_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: q, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_discrete_rayleigh <- function(x, parameters) {
  x <- .discrete_rayleigh_column(x, "x")
  .discrete_rayleigh_require_rows("x", x == floor(x), "must be an integer")
  .discrete_rayleigh_require_rows("x", x >= 0, "must be >= 0")
  .discrete_rayleigh_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: q, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_discrete_rayleigh <- function(x, parameters) {
  x <- .discrete_rayleigh_column(x, "x")
  .discrete_rayleigh_require_rows("x", x == floor(x), "must be an integer")
  .discrete_rayleigh_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .discrete_rayleigh_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: q, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_discrete_rayleigh <- function(x, parameters) {
  x <- .discrete_rayleigh_column(x, "x")
  .discrete_rayleigh_require_rows("x", x == floor(x), "must be an integer")
  .discrete_rayleigh_require_rows("x", x >= 0, "must be >= 0")
  q <- parameters[[1]]
  t_23 <- 1 / q
  t_24 <- x^2
  t_25 <- q^t_24
  t_26 <- (x + 1)^2
  t_27 <- q^t_26
  score_1 <- rep_len(
    (t_24 * t_25 * t_23 - t_26 * t_27 * t_23) / (t_25 - t_27), length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("q")
  out
}

# A variable as a numeric vector; stops if it is none.
.discrete_rayleigh_column <- function(values, name) {
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
.discrete_rayleigh_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# 1 if neither end is finite.
.discrete_rayleigh_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.discrete_rayleigh_outward <- function(u, lower, upper) {
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
.discrete_rayleigh_inward <- function(t, lower, upper) {
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
.discrete_rayleigh_stretch <- function(u, lower, upper) {
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
.discrete_rayleigh_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The equation that gives q, and its slope.
.discrete_rayleigh_equation_q <- function(x, q) {
  t <- x^2
  t_1 <- q^t
  t_2 <- x + 1
  t_3 <- t_2^2
  t_4 <- q^t_3
  t_5 <- t_1 - t_4
  t_6 <- 1 / t_5
  t_7 <- 1 / q
  t_8 <- t_3 * t_4
  t_9 <- t * t_1 * t_7 - t_7 * t_8
  t_10 <- t_7^2
  sum_h <- sum(t_6 * t_9)
  sum_h_1 <- sum(
    (t * t_1 * t_10 + t_3^2 * t_10 * t_4 - t^2 * t_1 * t_10 - t_10 * t_8) * t_6
  )
  sum_h_2 <- sum(t_6^2 * t_9^2)
  c(sum_h, -sum_h_1 - sum_h_2)
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.discrete_rayleigh_zero_q <- function(x, near, f_near, far, f_far, lower,
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
    found_1 <- .discrete_rayleigh_equation_q(
      x, .discrete_rayleigh_outward(u, lower, upper)
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
    if (isTRUE(.discrete_rayleigh_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .discrete_rayleigh_stretch(u, lower, upper))
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
  .discrete_rayleigh_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.discrete_rayleigh_root_q <- function(x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .discrete_rayleigh_inward(start, lower, upper)
  }
  limit_1 <- .discrete_rayleigh_farthest(lower, upper)
  found_2 <- .discrete_rayleigh_equation_q(
    x, .discrete_rayleigh_outward(u, lower, upper)
  )
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .discrete_rayleigh_equation_q(
      x, .discrete_rayleigh_outward(u + shift, lower, upper)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .discrete_rayleigh_equation_q(
        x, .discrete_rayleigh_outward(u - shift, lower, upper)
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
    return(.discrete_rayleigh_outward(u, lower, upper))
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
      found_5 <- .discrete_rayleigh_equation_q(
        x, .discrete_rayleigh_outward(new, lower, upper)
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
          .discrete_rayleigh_zero_q(x, right, f_right, new, f, lower, upper)
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .discrete_rayleigh_equation_q(
        x, .discrete_rayleigh_outward(new, lower, upper)
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
        return(.discrete_rayleigh_zero_q(x, left, f_left, new, f, lower, upper))
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.discrete_rayleigh_solve <- function(x) {
  q <- .discrete_rayleigh_root_q(x, 0, 1, NaN)
  q
}

# The log-likelihood, every constant included.
.discrete_rayleigh_log_likelihood <- function(x, q) {
  sum_h_7 <- sum(log(q^(x^2) - q^((x + 1)^2)))
  sum_h_7
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.discrete_rayleigh_nll <- function(x, q) {
  if (!isTRUE(q > 0 && q < 1)) {
    return(Inf)
  }
  -.discrete_rayleigh_log_likelihood(x, q)
}

# The gradient of the log-likelihood.
.discrete_rayleigh_score <- function(x, q) {
  t_28 <- x^2
  t_29 <- q^t_28
  t_30 <- (x + 1)^2
  t_31 <- q^t_30
  t_32 <- 1 / q
  sum_h_8 <- sum((t_28 * t_29 * t_32 - t_30 * t_31 * t_32) / (t_29 - t_31))
  sum_h_8
}

# The gradient of nll; nan outside the domain or the support.
.discrete_rayleigh_gradient <- function(x, q) {
  if (!isTRUE(q > 0 && q < 1)) {
    return(NaN)
  }
  -.discrete_rayleigh_score(x, q)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.discrete_rayleigh_curvature <- function(x, q) {
  t_33 <- x^2
  t_34 <- q^t_33
  t_35 <- x + 1
  t_36 <- t_35^2
  t_37 <- q^t_36
  t_38 <- t_34 - t_37
  t_39 <- 1 / t_38
  t_40 <- 1 / q
  t_41 <- t_33 * t_34
  t_42 <- t_36 * t_37
  t_43 <- t_40 * t_41 - t_40 * t_42
  t_44 <- t_40^2
  sum_h_11 <- sum(
    (t_33^2 * t_34 * t_44 + t_44 * t_42 - t_36^2 * t_44 * t_37 - t_44 * t_41) *
      t_39
  )
  sum_h_12 <- sum(-t_43^2 * t_39^2)
  sum_h_11 + sum_h_12
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.discrete_rayleigh_hessian <- function(x, q) {
  if (!isTRUE(q > 0 && q < 1)) {
    return(NaN)
  }
  -.discrete_rayleigh_curvature(x, q)
}
