# Maximum-likelihood estimation: Erlang distribution (integer shape, rate).
#
#   f(x; shape, rate) =
#       rate**shape*x**(shape-1)*exp(-rate*x)/factorial(shape-1)
#   support: x > 0
#   shape: integer >= 1
#   rate: positive
#
# Log-likelihood:
#
#   -rate*sum(x) + (shape - 1)*sum(log(x)) + (shape*log(rate) -
#       loggamma(shape))*n
#
# Estimator (boundary):
#
#   shape = the integer that maximises (shape - 1)*sum(log(x)) +
#       (shape*log(shape) + shape*log(n/sum(x)) - shape - loggamma(shape))*n
#   rate = shape*n/sum(x)
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 17
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
mle_erlang <- function(x) {
  x <- .erlang_column(x, "x")
  .erlang_require_rows("x", x > 0, "must be > 0")
  labels <- c("shape", "rate")
  estimate <- .erlang_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_erlang(x, estimate)
    information <- hessian_erlang(x, estimate)
    regular <- c(2)
    information <- information[regular, regular, drop = FALSE]
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[regular, regular] <- chol2inv(root) / unit
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
#' @param parameters numeric vector: shape, rate, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_erlang <- function(x, parameters) {
  x <- .erlang_column(x, "x")
  .erlang_require_rows("x", x > 0, "must be > 0")
  .erlang_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, rate, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_erlang <- function(x, parameters) {
  x <- .erlang_column(x, "x")
  .erlang_require_rows("x", x > 0, "must be > 0")
  .erlang_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, rate, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_erlang <- function(x, parameters) {
  x <- .erlang_column(x, "x")
  .erlang_require_rows("x", x > 0, "must be > 0")
  triangle <- .erlang_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, rate, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_erlang <- function(x, parameters) {
  x <- .erlang_column(x, "x")
  .erlang_require_rows("x", x > 0, "must be > 0")
  shape <- parameters[[1]]
  rate <- parameters[[2]]
  score_1 <- rep_len(log(x) + log(rate) - digamma(shape), length(x))
  score_2 <- rep_len(shape / rate - x, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("shape", "rate")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.erlang_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.erlang_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.erlang_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .erlang_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.erlang_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .erlang_log_ratio(ifelse(near, d, 0)), far)
}

# A variable as a numeric vector; stops if it is none.
.erlang_column <- function(values, name) {
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
.erlang_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The log-likelihood as a function of shape.
.erlang_objective_shape <- function(n, sum_log_x, sum_x, shape) {
  (shape * log(shape) + shape * log(n / sum_x) - shape - lgamma(shape)) * n +
    (shape - 1) * sum_log_x
}

# The integer in lower..upper with the greatest objective; inf if it never
# falls.
.erlang_integer_shape <- function(n, sum_log_x, sum_x, lower, upper) {
  low <- ceiling(lower - 1e-09)
  top <- floor(upper + 1e-09)
  best <- -Inf
  at <- low
  left <- low
  right <- low
  last <- low
  n_ <- low
  step <- 1
  falls <- 0
  open <- 0
  if (isTRUE(top - low <= 2000)) {
    left <- low
    right <- top
  } else {
    while (isTRUE(n_ <= top && falls < 3)) {
      if (isTRUE(step > 17592186044416)) {
        return(Inf)
      }
      height <- .erlang_objective_shape(n, sum_log_x, sum_x, n_)
      if (isTRUE(height > best)) {
        best <- height
        at <- n_
        left <- last
        falls <- 0
        open <- 1
      } else {
        if (isTRUE(open > 0)) {
          right <- n_
          open <- 0
        }
        if (isTRUE(height > -Inf)) {
          falls <- falls + 1
        }
      }
      last <- n_
      n_ <- n_ + step
      step <- 2 * step
    }
    if (isTRUE(open > 0)) {
      right <- top
    }
    while (isTRUE(right - left > 3)) {
      step <- pmax(floor((right - left) / 3), 1)
      height <- .erlang_objective_shape(n, sum_log_x, sum_x, left + step)
      other <- .erlang_objective_shape(n, sum_log_x, sum_x, right - step)
      if (isTRUE(height < other)) {
        left <- left + step
      } else {
        right <- right - step
      }
    }
    left <- pmax(left - 1, low)
    right <- pmin(right + 1, top)
  }
  best <- -Inf
  n_ <- left
  while (isTRUE(n_ <= right)) {
    height <- .erlang_objective_shape(n, sum_log_x, sum_x, n_)
    if (isTRUE(height > best)) {
      best <- height
      at <- n_
    }
    n_ <- n_ + 1
  }
  at
}

# The estimate, in the order of the parameters.
.erlang_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_x <- sum(x)
  shape <- .erlang_integer_shape(n, sum_log_x, sum_x, 1, Inf)
  rate <- shape * n / sum_x
  c(shape, rate)
}

# The log-likelihood, every constant included.
.erlang_log_likelihood <- function(x, shape, rate) {
  log_densities <- sum(
    log(shape) - log(x) - .erlang_deviance(shape, rate * x) -
      .erlang_stirling(shape)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.erlang_nll <- function(x, shape, rate) {
  if (!isTRUE(shape >= 1 && is.finite(shape) && rate > 0 && is.finite(rate))) {
    return(Inf)
  }
  -.erlang_log_likelihood(x, shape, rate)
}

# The gradient of the log-likelihood.
.erlang_score <- function(sum_x, sum_log_x, n, shape, rate) {
  c(n * log(rate) + sum_log_x - n * digamma(shape), shape * n / rate - sum_x)
}

# The gradient of nll; nan outside the domain or the support.
.erlang_gradient <- function(x, shape, rate) {
  if (!isTRUE(shape >= 1 && is.finite(shape) && rate > 0 && is.finite(rate))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_x <- sum(x)
  found_1 <- .erlang_score(sum_x, sum_log_x, n, shape, rate)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.erlang_curvature <- function(n, shape, rate) {
  t_3 <- n / rate
  c(-n * trigamma(shape), t_3, -shape * n / rate^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.erlang_hessian <- function(x, shape, rate) {
  if (!isTRUE(shape >= 1 && is.finite(shape) && rate > 0 && is.finite(rate))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_2 <- .erlang_curvature(n, shape, rate)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
