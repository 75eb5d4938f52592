# Maximum-likelihood estimation: Log-Laplace distribution.
#
#   f(x; mu, scale) = 1/(2*scale*x)*exp(-Abs(log(x)-mu)/scale)
#   support: x > 0
#   mu: real
#   scale: positive
#
# Log-likelihood:
#
#   -log(2*scale)*n - sum(log(x)) - sum(Abs(mu - log(x)))/scale
#
# Estimator (boundary):
#
#   mu = median(log(x))
#   scale = sum(Abs(mu - log(x)))/n
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Kozubowski, Podgorski (2003), Log-Laplace distributions, Int. Math. J. 3,
#       467-495
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
mle_log_laplace <- function(x) {
  x <- .log_laplace_column(x, "x")
  .log_laplace_require_rows("x", x > 0, "must be > 0")
  labels <- c("mu", "scale")
  limit <- .log_laplace_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .log_laplace_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_log_laplace(x, estimate)
    information <- hessian_log_laplace(x, estimate)
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
#' @param parameters numeric vector: mu, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_log_laplace <- function(x, parameters) {
  x <- .log_laplace_column(x, "x")
  .log_laplace_require_rows("x", x > 0, "must be > 0")
  .log_laplace_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_log_laplace <- function(x, parameters) {
  x <- .log_laplace_column(x, "x")
  .log_laplace_require_rows("x", x > 0, "must be > 0")
  .log_laplace_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_log_laplace <- function(x, parameters) {
  x <- .log_laplace_column(x, "x")
  .log_laplace_require_rows("x", x > 0, "must be > 0")
  triangle <- .log_laplace_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_log_laplace <- function(x, parameters) {
  x <- .log_laplace_column(x, "x")
  .log_laplace_require_rows("x", x > 0, "must be > 0")
  mu <- parameters[[1]]
  scale <- parameters[[2]]
  t_5 <- 1 / scale
  t_6 <- mu - log(x)
  score_1 <- rep_len(-t_5 * sign(t_6), length(x))
  score_2 <- rep_len(abs(t_6) / scale^2 - t_5, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "scale")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.log_laplace_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.log_laplace_column <- function(values, name) {
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
.log_laplace_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.log_laplace_solve <- function(x) {
  n <- length(x)
  t <- log(x)
  quantile_log_x <- .log_laplace_level(t, 0.5)
  mu <- quantile_log_x
  t_1 <- mu - log(x)
  sum_h <- sum(abs(t_1))
  scale <- sum_h / n
  c(mu, scale)
}

# 1 and the limits where no maximum exists, else 0.
.log_laplace_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, 0))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.log_laplace_log_likelihood <- function(x, sum_log_x, n, mu, scale) {
  sum_h_3 <- sum(abs(mu - log(x)))
  -n * log(2 * scale) - sum_log_x - sum_h_3 / scale
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.log_laplace_nll <- function(x, mu, scale) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  t <- log(x)
  sum_log_x <- sum(t)
  -.log_laplace_log_likelihood(x, sum_log_x, n, mu, scale)
}

# The gradient of the log-likelihood.
.log_laplace_score <- function(x, n, mu, scale) {
  t_7 <- mu - log(x)
  sum_h_4 <- sum(sign(t_7))
  sum_h_5 <- sum(abs(t_7))
  t_8 <- 1 / scale
  c(-t_8 * sum_h_4, sum_h_5 / scale^2 - t_8 * n)
}

# The gradient of nll; nan outside the domain or the support.
.log_laplace_gradient <- function(x, mu, scale) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_1 <- .log_laplace_score(x, n, mu, scale)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.log_laplace_curvature <- function(x, n, mu, scale) {
  t_9 <- mu - log(x)
  sum_h_6 <- sum(abs(t_9))
  sum_h_7 <- sum(sign(t_9))
  sum_h_8 <- sum(0)
  t_10 <- 1 / scale
  t_11 <- 1 / scale^2
  c(
    -2 * t_10 * sum_h_8,
    t_11 * sum_h_7,
    t_11 * n - 2 * sum_h_6 / (scale * scale * scale)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.log_laplace_hessian <- function(x, mu, scale) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_2 <- .log_laplace_curvature(x, n, mu, scale)
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
