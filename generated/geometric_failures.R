# Maximum-likelihood estimation: Geometric distribution (number of failures,
# from 0).
#
#   f(x; p) = p*(1-p)**x
#   support: x in 0, 1, 2, ...
#   p: 0 < p < 1
#
# Log-likelihood:
#
#   log(p)*n + log(1 - p)*sum(x)
#
# Estimator (closed):
#
#   p = n/(n + sum(x))
#
# Conditions:
#
#   A maximum exists only if sum x_i > 0.
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 5
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
mle_geometric_failures <- function(x) {
  x <- .geometric_failures_column(x, "x")
  .geometric_failures_require_rows("x", x == floor(x), "must be an integer")
  .geometric_failures_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("p")
  limit <- .geometric_failures_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .geometric_failures_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_geometric_failures(x, estimate)
    information <- hessian_geometric_failures(x, estimate)
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
#' @param parameters numeric vector: p, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_geometric_failures <- function(x, parameters) {
  x <- .geometric_failures_column(x, "x")
  .geometric_failures_require_rows("x", x == floor(x), "must be an integer")
  .geometric_failures_require_rows("x", x >= 0, "must be >= 0")
  .geometric_failures_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_geometric_failures <- function(x, parameters) {
  x <- .geometric_failures_column(x, "x")
  .geometric_failures_require_rows("x", x == floor(x), "must be an integer")
  .geometric_failures_require_rows("x", x >= 0, "must be >= 0")
  .geometric_failures_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_geometric_failures <- function(x, parameters) {
  x <- .geometric_failures_column(x, "x")
  .geometric_failures_require_rows("x", x == floor(x), "must be an integer")
  .geometric_failures_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .geometric_failures_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_geometric_failures <- function(x, parameters) {
  x <- .geometric_failures_column(x, "x")
  .geometric_failures_require_rows("x", x == floor(x), "must be an integer")
  .geometric_failures_require_rows("x", x >= 0, "must be >= 0")
  p <- parameters[[1]]
  score_1 <- rep_len(1 / p - x / (1 - p), length(x))
  out <- cbind(score_1)
  colnames(out) <- c("p")
  out
}

# x log(1 + y), and 0 where x = 0.
.geometric_failures_xlog1py <- function(x, y) {
  out <- x * log1p(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# A variable as a numeric vector; stops if it is none.
.geometric_failures_column <- function(values, name) {
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
.geometric_failures_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.geometric_failures_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  p <- n / (n + sum_x)
  p
}

# 1 and the limits where no maximum exists, else 0.
.geometric_failures_limits <- function(x) {
  sum_x <- sum(x)
  if (!isTRUE(sum_x > 0)) {
    return(c(1, 1))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.geometric_failures_log_likelihood <- function(n, sum_x, p) {
  n * log(p) + .geometric_failures_xlog1py(sum_x, -p)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.geometric_failures_nll <- function(x, p) {
  if (!isTRUE(p > 0 && p < 1)) {
    return(Inf)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.geometric_failures_log_likelihood(n, sum_x, p)
}

# The gradient of the log-likelihood.
.geometric_failures_score <- function(n, sum_x, p) {
  n / p - sum_x / (1 - p)
}

# The gradient of nll; nan outside the domain or the support.
.geometric_failures_gradient <- function(x, p) {
  if (!isTRUE(p > 0 && p < 1)) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.geometric_failures_score(n, sum_x, p)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.geometric_failures_curvature <- function(sum_x, n, p) {
  t_1 <- 1 - p
  -n / p^2 - sum_x / t_1^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.geometric_failures_hessian <- function(x, p) {
  if (!isTRUE(p > 0 && p < 1)) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.geometric_failures_curvature(sum_x, n, p)
}
