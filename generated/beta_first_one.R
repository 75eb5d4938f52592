# Maximum-likelihood estimation: Beta distribution with first parameter 1.
#
#   f(x; beta) = beta*(1-x)**(beta-1)
#   support: 0 < x < 1
#   beta: positive
#
# Log-likelihood:
#
#   (beta - 1)*sum(log(1 - x)) + log(beta)*n
#
# Estimator (closed):
#
#   beta = -n/sum(log(1 - x))
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 25
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
mle_beta_first_one <- function(x) {
  x <- .beta_first_one_column(x, "x")
  .beta_first_one_require_rows("x", x > 0, "must be > 0")
  .beta_first_one_require_rows("x", x < 1, "must be < 1")
  labels <- c("beta")
  estimate <- .beta_first_one_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_beta_first_one(x, estimate)
    information <- hessian_beta_first_one(x, estimate)
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
#' @param parameters numeric vector: beta, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_beta_first_one <- function(x, parameters) {
  x <- .beta_first_one_column(x, "x")
  .beta_first_one_require_rows("x", x > 0, "must be > 0")
  .beta_first_one_require_rows("x", x < 1, "must be < 1")
  .beta_first_one_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: beta, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_beta_first_one <- function(x, parameters) {
  x <- .beta_first_one_column(x, "x")
  .beta_first_one_require_rows("x", x > 0, "must be > 0")
  .beta_first_one_require_rows("x", x < 1, "must be < 1")
  .beta_first_one_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: beta, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_beta_first_one <- function(x, parameters) {
  x <- .beta_first_one_column(x, "x")
  .beta_first_one_require_rows("x", x > 0, "must be > 0")
  .beta_first_one_require_rows("x", x < 1, "must be < 1")
  triangle <- .beta_first_one_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: beta, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_beta_first_one <- function(x, parameters) {
  x <- .beta_first_one_column(x, "x")
  .beta_first_one_require_rows("x", x > 0, "must be > 0")
  .beta_first_one_require_rows("x", x < 1, "must be < 1")
  beta_ <- parameters[[1]]
  score_1 <- rep_len(log1p(-x) + 1 / beta_, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("beta")
  out
}

# A variable as a numeric vector; stops if it is none.
.beta_first_one_column <- function(values, name) {
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
.beta_first_one_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.beta_first_one_solve <- function(x) {
  n <- length(x)
  sum_h <- sum(log1p(-x))
  beta_ <- -n / sum_h
  beta_
}

# The log-likelihood, every constant included.
.beta_first_one_log_likelihood <- function(n, sum_h, beta_) {
  n * log(beta_) + (beta_ - 1) * sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.beta_first_one_nll <- function(x, beta_) {
  if (!isTRUE(beta_ > 0 && is.finite(beta_))) {
    return(Inf)
  }
  n <- length(x)
  sum_h <- sum(log1p(-x))
  -.beta_first_one_log_likelihood(n, sum_h, beta_)
}

# The gradient of the log-likelihood.
.beta_first_one_score <- function(sum_h, n, beta_) {
  n / beta_ + sum_h
}

# The gradient of nll; nan outside the domain or the support.
.beta_first_one_gradient <- function(x, beta_) {
  if (!isTRUE(beta_ > 0 && is.finite(beta_))) {
    return(NaN)
  }
  n <- length(x)
  sum_h <- sum(log1p(-x))
  -.beta_first_one_score(sum_h, n, beta_)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.beta_first_one_curvature <- function(n, beta_) {
  -n / beta_^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.beta_first_one_hessian <- function(x, beta_) {
  if (!isTRUE(beta_ > 0 && is.finite(beta_))) {
    return(NaN)
  }
  n <- length(x)
  -.beta_first_one_curvature(n, beta_)
}
